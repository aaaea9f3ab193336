import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  type ClusterLinksRecord,
  type ClusterName,
  configuredLinks,
  type TrustDistributor,
} from '@meshwise/backstage-plugin-mesh-common';

/** The configuration under `mesh:`, checked. */
export interface MeshConfig {
  /** File with the writer's token, by cluster. */
  readonly writers: ReadonlyMap<ClusterName, string>;
  /** Patterns in addition to those that are always protected. */
  readonly protectedNamespaces: readonly string[];
  readonly tenantRole: string;
  readonly separateClusters: ReadonlySet<ClusterName>;
  readonly canaryCluster: ClusterName | undefined;
  /** Regions in which data of a namespace may be handled; namespaces that are not named may use all. */
  readonly allowedRegions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether a second person must approve that a cluster is drained. */
  readonly approveDrains: boolean;
  /** Whether users need the rights in the clusters themselves that are used for them. */
  readonly checkUserRights: boolean;
  /** Whether clusters are read with credentials that may read Secrets, too. */
  readonly allowSecretReaders: boolean;
  /** Entity references of those who are told that an operation waits for a second person. */
  readonly approvers: readonly string[];
  /** Entity references of those who are told of clusters that nobody owns. */
  readonly platformGroups: readonly string[];
  /** Which clusters the istiods watch, by the cluster whose istiods they are. */
  readonly links: ReadonlyMap<ClusterName, readonly ClusterLinksRecord[]>;
  /** What spreads roots to namespaces, by the cluster whose namespaces they are. */
  readonly trustDistributors: ReadonlyMap<ClusterName, TrustDistributor>;
}

const PATTERN = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?|[a-z0-9][-a-z0-9]*\*)$/;

/** Roles that would give away more than a namespace. */
const REFUSED_ROLES = ['cluster-admin', 'admin', 'edit'];

/** Reads the configuration once, at start. Throws an `InputError` that names the key and the cure. */
export function readMeshConfig(root: Config): MeshConfig {
  const config = root.getOptionalConfig('mesh');
  return {
    writers: readWriters(config),
    protectedNamespaces: readProtectedNamespaces(config),
    tenantRole: readTenantRole(config),
    separateClusters: new Set(
      config?.getOptionalStringArray('separateClusters'),
    ),
    canaryCluster: config?.getOptionalString('canaryCluster'),
    allowedRegions: readAllowedRegions(config),
    approveDrains: config?.getOptionalBoolean('approveDrains') ?? false,
    checkUserRights: config?.getOptionalBoolean('checkUserRights') ?? false,
    allowSecretReaders:
      config?.getOptionalBoolean('allowSecretReaders') ?? false,
    approvers: readEntityRefs(config, 'approvers'),
    platformGroups: readEntityRefs(config, 'platformGroups'),
    links: readLinks(config),
    trustDistributors: readTrustDistributors(config),
  };
}

function readWriters(config: Config | undefined) {
  const writers = new Map<ClusterName, string>();
  for (const writer of config?.getOptionalConfigArray('writers') ?? []) {
    const cluster = writer.getString('cluster');
    if (writers.has(cluster)) {
      throw new InputError(
        `mesh.writers names the cluster "${cluster}" twice; leave one of the entries`,
      );
    }
    writers.set(cluster, writer.getString('tokenFile'));
  }
  return writers;
}

function readEntityRefs(
  config: Config | undefined,
  key: 'approvers' | 'platformGroups',
) {
  const refs = config?.getOptionalStringArray(key) ?? [];
  return refs.map(ref => {
    try {
      return stringifyEntityRef(parseEntityRef(ref));
    } catch {
      throw new InputError(
        `mesh.${key} holds "${ref}"; write the entity reference of a group or user, such as "group:default/platform"`,
      );
    }
  });
}

function readLinks(config: Config | undefined) {
  const links = new Map<ClusterName, ClusterLinksRecord[]>();
  const entries = config?.getOptionalConfigArray('links') ?? [];
  for (const [index, entry] of entries.entries()) {
    const source = `mesh.links[${index}]`;
    const cluster = entry.getString('cluster');
    const namespace = entry.getOptionalString('namespace') ?? '';
    const known = links.get(cluster) ?? [];
    if (known.some(record => record.namespace === namespace)) {
      throw new InputError(
        `${source} names ${
          namespace ? `the namespace "${namespace}" of ` : ''
        }the cluster "${cluster}" a second time; put all that is watched into one entry`,
      );
    }
    const watches = entry.getConfigArray('watches').map(watched => ({
      cluster: watched.getString('cluster'),
      clusterId: watched.getOptionalString('clusterId'),
    }));
    if (watches.some(watched => watched.cluster === cluster)) {
      throw new InputError(
        `${source}.watches names the cluster "${cluster}" itself; leave it out, an istiod always watches its own`,
      );
    }
    links.set(cluster, [
      ...known,
      configuredLinks(watches, { namespace, source }),
    ]);
  }
  return links;
}

function readTrustDistributors(config: Config | undefined) {
  const distributors = new Map<ClusterName, TrustDistributor>();
  const entries = config?.getOptionalConfigArray('trustDistributors') ?? [];
  for (const entry of entries) {
    const cluster = entry.getString('cluster');
    const labels = readLabels(entry, cluster);
    if (distributors.has(cluster)) {
      throw new InputError(
        `mesh.trustDistributors names the cluster "${cluster}" twice; leave the one that fills istio-ca-root-cert`,
      );
    }
    distributors.set(cluster, {
      namespace: entry.getString('namespace'),
      key: entry.getString('key'),
      labels,
    });
  }
  return distributors;
}

/** Names of labels hold dots, which paths of configuration keys cannot. */
function readLabels(
  entry: Config,
  cluster: ClusterName,
): ReadonlyMap<string, string> {
  const labels = Object.entries(entry.get<JsonObject>('labels'));
  const found = labels.flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  if (found.length === 0 || found.length < labels.length) {
    throw new InputError(
      `mesh.trustDistributors needs labels for the cluster "${cluster}", each with a text; write those by which the distributor chooses ConfigMaps`,
    );
  }
  return new Map(found);
}

function readAllowedRegions(config: Config | undefined) {
  const allowed = new Map<string, ReadonlySet<string>>();
  const entries = config?.getOptionalConfigArray('allowedRegions') ?? [];
  for (const entry of entries) {
    const namespace = entry.getString('namespace');
    const regions = entry.getStringArray('regions');
    if (allowed.has(namespace)) {
      throw new InputError(
        `mesh.allowedRegions names the namespace "${namespace}" twice; put its regions into one entry`,
      );
    }
    if (regions.length === 0) {
      throw new InputError(
        `mesh.allowedRegions lists no region for the namespace "${namespace}"; list at least one, or leave the entry out`,
      );
    }
    allowed.set(namespace, new Set(regions));
  }
  return allowed;
}

function readProtectedNamespaces(config: Config | undefined) {
  const patterns = config?.getOptionalStringArray('protectedNamespaces') ?? [];
  for (const pattern of patterns) {
    if (!PATTERN.test(pattern)) {
      throw new InputError(
        `mesh.protectedNamespaces holds "${pattern}"; write the name of a namespace, or its beginning and "*"`,
      );
    }
  }
  return patterns;
}

function readTenantRole(config: Config | undefined): string {
  const role = config?.getOptionalString('tenantRole') ?? 'view';
  if (REFUSED_ROLES.includes(role)) {
    throw new InputError(
      `mesh.tenantRole is "${role}", which includes secrets; write the name of a ClusterRole without them, such as "view"`,
    );
  }
  return role;
}
