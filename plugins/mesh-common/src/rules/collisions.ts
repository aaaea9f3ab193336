import { TENANT_LABEL } from '../annotations';
import { compareText } from '../model/record';
import { Mesh } from '../model/mesh';
import { PodRecord } from '../model/records/pod';
import { ServiceRecord } from '../model/records/service';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { ClusterEndpoints } from './endpoints';
import { ClustersWith, groupedBy } from './groupedBy';
import { namespaceTenancy } from './namespaceTenancy';
import { PortCollision, portCollisions } from './portCollisions';
import { portProtocol } from './portProtocol';
import { selectedPodsInEach } from './selectedPods';
import { MergedCopies, serviceCopies } from './serviceCopies';
import { serviceDefinitions } from './serviceDefinitions';

/** One way in which copies of a service that a mesh takes for one do not fit together. @public */
export type Collision =
  | PortCollision
  /** Their namespaces belong to different tenants, or to one and to nobody (`undefined`). */
  | {
      readonly code: 'owners';
      readonly owners: readonly ClustersWith<string | undefined>[];
    }
  /** Everybody may use `default`; equal names there are equal by chance. */
  | {
      readonly code: 'default-namespace';
      readonly clusters: readonly ClusterName[];
    }
  /** Their pods run as different service accounts; callers accept either (reference 3.1). */
  | {
      readonly code: 'service-accounts';
      readonly accounts: readonly ClustersWith<readonly string[]>[];
    }
  /** A field that only the defining copy decides has several values. */
  | {
      readonly code: 'definition';
      readonly field: string;
      readonly values: readonly ClustersWith<string>[];
    };

/** How the copies of one service fit together (S10). @public */
export interface ServiceCollisions {
  readonly service: ServiceRef;
  /** Control planes that merge copies, with the order in which they find them. Empty: no two copies are one service. */
  readonly merged: readonly MergedCopies[];
  readonly collisions: readonly Collision[];
  /** `unknown`: nothing collides in what can be seen, but some cluster may hold a copy, or an owner, that cannot be. */
  readonly verdict: 'collides' | 'clear' | 'unknown';
}

const NONE: readonly never[] = [];

interface Copy {
  readonly cluster: ClusterName;
  readonly record: ServiceRecord;
  readonly ports: ClusterEndpoints['ports'];
  /** Empty without pods. */
  readonly serviceAccounts: readonly string[];
  /** `unknown` where the Namespace cannot be seen. */
  readonly owner: { readonly tenant: string | undefined } | 'unknown';
}

/** Copies of a service in several clusters that a mesh merges although they do not belong together. Reference 3.1, 3.4. @public */
export const collisions: Rule<
  { readonly service: ServiceRef },
  ServiceCollisions
> = {
  source: '3.1',
  nameOf: ({ service }) => serviceKey(service),
  ask(mesh, { service }) {
    const merged = mesh.ask(serviceCopies, { service });
    const definitions = mesh.ask(serviceDefinitions, service);
    const found = new Map<string, Collision>();
    for (const clusters of distinctSets(merged)) {
      const owners = mesh.ask(namespaceOwners, service.namespace);
      const records = clusters.flatMap(cluster => {
        const record = definitions.get(cluster);
        return record ? [{ cluster, record }] : [];
      });
      const copies = copiesIn(mesh, service, records, owners);
      for (const collision of collisionsOf(mesh, service, copies))
        found.set(JSON.stringify(collision), collision);
    }
    return {
      service,
      merged,
      collisions: [...found.values()],
      verdict:
        found.size > 0
          ? 'collides'
          : mesh.ask(verdictUnlessFound, service.namespace),
    };
  },
};

/** Sets of clusters that some control plane merges; one inside another says nothing more. */
function distinctSets(
  merged: readonly MergedCopies[],
): readonly (readonly ClusterName[])[] {
  const sets = new Map(
    merged.map(({ clusters }) => {
      const sorted = [...clusters].sort(compareText);
      return [sorted.join(), sorted] as const;
    }),
  );
  const all = [...sets.values()];
  return all.filter(
    set =>
      !all.some(
        other =>
          other.length > set.length &&
          set.every(cluster => other.includes(cluster)),
      ),
  );
}

type Owners = ReadonlyMap<ClusterName, { readonly tenant: string | undefined }>;

/** Whose a namespace is, in each cluster that is known to have it. Reference 7.1. */
const namespaceOwners: Rule<string, Owners> = {
  source: '7.1',
  nameOf: namespace => namespace,
  ask: (mesh, namespace) =>
    new Map(
      mesh
        .ask(namespaceTenancy, { namespace })
        .clusters.flatMap(({ cluster, exists, tenant }) =>
          exists === true ? [[cluster, { tenant }] as const] : [],
        ),
    ),
};

function copiesIn(
  mesh: Mesh,
  { namespace }: ServiceRef,
  records: readonly Pick<Copy, 'cluster' | 'record'>[],
  owners: Owners,
): readonly Copy[] {
  const clusters = records.map(({ cluster }) => cluster);
  const selectors = records.map(({ record }) => record.selector);
  const pods = selectedPodsInEach(mesh, clusters, namespace, selectors);
  return records.map(({ cluster, record }, i) => ({
    cluster,
    record,
    ports: record.ports.map(port => ({
      name: port.name,
      number: port.number,
      protocol: portProtocol(port),
    })),
    serviceAccounts: serviceAccountsOf(pods[i]),
    owner: owners.get(cluster) ?? 'unknown',
  }));
}

function serviceAccountsOf(pods: readonly PodRecord[]): readonly string[] {
  if (pods.length === 0) return NONE;
  const accounts = pods
    .filter(({ phase }) => phase !== 'Failed' && phase !== 'Succeeded')
    .map(({ serviceAccount }) => serviceAccount || 'default');
  return [...new Set(accounts)].sort(compareText);
}

function collisionsOf(
  mesh: Mesh,
  service: ServiceRef,
  copies: readonly Copy[],
): readonly Collision[] {
  if (copies.length < 2) return [];
  const found: Collision[] = [];
  const { namespace, name } = service;
  const owners = groupedBy(
    copies.flatMap(({ cluster, owner }) =>
      owner === 'unknown' ? [] : [{ cluster, owner }],
    ),
    ({ owner }) => owner,
    ({ tenant }) => tenant ?? '',
  ).map(({ value, clusters }) => ({ value: value.tenant, clusters }));
  if (owners.length > 1) {
    found.push({ code: 'owners', owners });
    for (const { value, clusters } of owners)
      for (const cluster of clusters)
        mesh.because(
          { cluster, kind: 'Namespace', namespace: '', name: namespace },
          `metadata.labels["${TENANT_LABEL}"]`,
          value,
        );
  }
  if (namespace === 'default')
    found.push({
      code: 'default-namespace',
      clusters: copies.map(({ cluster }) => cluster),
    });
  const accounts = groupedBy(
    copies,
    ({ serviceAccounts }) =>
      serviceAccounts.length > 0 ? serviceAccounts : undefined,
    value => value.join(),
  );
  if (accounts.length > 1) found.push({ code: 'service-accounts', accounts });
  const ports = portCollisions(copies);
  if (ports.length > 0)
    for (const { cluster } of copies)
      mesh.because({ cluster, kind: 'Service', namespace, name }, 'spec.ports');
  return [...found, ...ports, ...definitionDifferences(copies)];
}

/** Fields of which the defining copy alone decides. Reference 3.1. */
const DEFINING: readonly {
  readonly field: string;
  readonly valueOf: (service: ServiceRecord) => string;
}[] = [
  { field: 'spec.type', valueOf: typeOf },
  {
    field: 'metadata.annotations["networking.istio.io/exportTo"]',
    valueOf: ({ annotations }) =>
      annotations.get('networking.istio.io/exportTo') ?? '',
  },
  {
    field: 'spec.trafficDistribution',
    valueOf: ({ trafficDistribution, annotations }) =>
      annotations.get('networking.istio.io/traffic-distribution') ??
      trafficDistribution ??
      '',
  },
  {
    field: 'spec.internalTrafficPolicy',
    valueOf: ({ internalTrafficPolicy }) => internalTrafficPolicy,
  },
];

/** Types that Istio treats alike count as one (reference 3.6). */
function typeOf({ type, headless }: ServiceRecord): string {
  if (type === 'ExternalName') return type;
  return headless ? 'headless' : 'with cluster IP';
}

function definitionDifferences(copies: readonly Copy[]): readonly Collision[] {
  return DEFINING.flatMap(({ field, valueOf }): Collision[] => {
    const first = valueOf(copies[0].record);
    if (copies.every(({ record }) => valueOf(record) === first)) return [];
    const values = groupedBy(copies, ({ record }) => valueOf(record));
    return [{ code: 'definition', field, values }];
  });
}

/** Nothing collides in what was seen: is everything seen that might? The same for all services of a namespace. */
const verdictUnlessFound: Rule<string, 'clear' | 'unknown'> = {
  source: '3.1',
  nameOf: namespace => namespace,
  ask: (mesh, namespace) =>
    mesh
      .clusters()
      .every(
        cluster =>
          mesh.sight(cluster, 'Service', namespace) === 'full' &&
          mesh.sight(cluster, 'Namespace') === 'full' &&
          mesh.sight(cluster, 'Deployment') === 'full',
      )
      ? 'clear'
      : 'unknown',
};
