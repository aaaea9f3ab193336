import {
  AccessVerdict,
  accessOfAll,
  Answer,
  answer,
  callerAccess,
  CallerVerdict,
  clientIdentities,
  ClusterName,
  effectiveMtls,
  NamespaceAccess,
  policiesInForce,
  Principal,
  ServiceAccessView,
  trustMatrix,
} from '@meshwise/backstage-plugin-mesh-common';
import { joinAnswers, withoutHidden } from './joinAnswers';
import type { ServiceQuestion, ServiceScope } from './serviceScope';
import { tenantsOf } from './tenantsOf';

/** More namespaces than this nobody reads; judging them all would take longer than a page may. */
const MOST_NAMESPACES = 200;

/** Whom a service lets in, by namespace and owner, and whether it restricts anybody. */
export function serviceAccess(
  question: ServiceQuestion,
  scope: ServiceScope,
): Answer<ServiceAccessView> {
  const { snapshot, memo, service } = question;
  const { parts } = scope;
  const guards = parts.map(cluster => ({
    cluster,
    found: answer(snapshot, policiesInForce, { cluster, service }, memo),
  }));
  const open = guards
    .filter(
      ({ found }) =>
        found.gaps.length === 0 &&
        found.value.length > 0 &&
        found.value.every(
          ({ authorizationPolicies }) =>
            authorizationPolicies.objects.length === 0,
        ),
    )
    .map(({ cluster }) => cluster);
  const distrust = untrusted(question, scope);
  const clients = clientsByNamespace(question, scope, distrust);
  const judged = ordered(question, scope, clients)
    .slice(0, MOST_NAMESPACES)
    .map(row => judge(question, row));
  const plain = answer(
    snapshot,
    callerAccess,
    { service, client: 'plaintext' },
    memo,
  );
  const mtls = answer(snapshot, effectiveMtls, { service }, memo);
  const value: ServiceAccessView = {
    open,
    plaintext: plain.value.map(({ cluster, verdict }) => ({
      cluster,
      verdict: needsMtls(mtls.value, cluster)
        ? { code: 'needs-mtls' as const }
        : verdict,
    })),
    namespaces: judged.map(({ value: row }) => row),
    more: Math.max(0, clients.size - MOST_NAMESPACES),
    untrusted: distrust,
  };
  const rests = joinAnswers([
    ...guards.map(({ found }) => found),
    ...judged,
    plain,
    mtls,
  ]);
  return withoutHidden({ ...rests, value }, scope);
}

interface Row {
  readonly namespace: string;
  readonly tenants: readonly string[];
  readonly told: boolean;
  readonly from: readonly ClusterName[];
  readonly clients: readonly Principal[];
}

/** Clusters whose certificates no part of the service accepts: policies say nothing about their workloads, for no connection comes that far. */
function untrusted(
  { snapshot, memo }: ServiceQuestion,
  { parts, known }: ServiceScope,
): readonly ClusterName[] {
  const { value } = answer(snapshot, trustMatrix, undefined, memo);
  const { parties, cells } = value;
  const accepted = new Set([
    ...parts,
    ...cells
      .filter(
        ({ truster, verdict }) =>
          verdict !== 'no' && parts.includes(parties[truster].cluster),
      )
      .map(({ trusted }) => parties[trusted].cluster),
  ]);
  const judged = parties.some(({ cluster }) => parts.includes(cluster));
  const others = parties
    .map(({ cluster }) => cluster)
    .filter(cluster => judged && known(cluster) && !accepted.has(cluster));
  return [...new Set(others)].sort();
}

/** Everybody with a certificate that may be accepted, in clusters that the caller may know of, by namespace. */
function clientsByNamespace(
  { snapshot, memo }: ServiceQuestion,
  { known }: ServiceScope,
  distrust: readonly ClusterName[],
): ReadonlyMap<string, { from: ClusterName[]; clients: Principal[] }> {
  const found = new Map<
    string,
    { from: ClusterName[]; clients: Principal[] }
  >();
  const asked = snapshot.clusterNames.filter(
    cluster => known(cluster) && !distrust.includes(cluster),
  );
  for (const cluster of asked)
    for (const client of answer(snapshot, clientIdentities, cluster, memo)
      .value) {
      const row = found.get(client.namespace) ?? { from: [], clients: [] };
      if (!row.from.includes(cluster)) row.from.push(cluster);
      const same = row.clients.some(
        ({ serviceAccount, trustDomain }) =>
          serviceAccount === client.serviceAccount &&
          trustDomain === client.trustDomain,
      );
      if (!same) row.clients.push(client);
      found.set(client.namespace, row);
    }
  return found;
}

/** The service's own namespace, those of its owner, those that are told of it, and the rest by name. */
function ordered(
  { snapshot, memo, service }: ServiceQuestion,
  { callers, known }: ServiceScope,
  clients: ReturnType<typeof clientsByNamespace>,
): readonly Row[] {
  const ownersOf = (namespace: string) =>
    tenantsOf({ snapshot, memo, namespace, known });
  const told = new Set(callers.map(({ namespace }) => namespace));
  const owners = ownersOf(service.namespace);
  const rank = (row: Row) => {
    if (row.namespace === service.namespace) return 0;
    if (row.tenants.some(tenant => owners.includes(tenant))) return 1;
    return row.told ? 2 : 3;
  };
  return [...clients]
    .map(([namespace, row]) => ({
      namespace,
      tenants: ownersOf(namespace),
      told: told.has(namespace),
      ...row,
    }))
    .sort((a, b) => rank(a) - rank(b) || (a.namespace < b.namespace ? -1 : 1));
}

function judge(
  { snapshot, memo, service }: ServiceQuestion,
  { clients, ...row }: Row,
): Answer<NamespaceAccess> {
  const judged = clients.map(client => ({
    client,
    found: answer(snapshot, callerAccess, { service, client }, memo),
  }));
  const [first] = judged;
  const alike = judged.every(
    ({ found }) =>
      JSON.stringify(codesOf(found.value)) ===
      JSON.stringify(codesOf(first.found.value)),
  );
  const value: NamespaceAccess = {
    ...row,
    verdicts: together(judged.map(({ found }) => found.value)),
    accounts: alike
      ? []
      : judged.map(({ client: { serviceAccount, trustDomain }, found }) => ({
          serviceAccount,
          trustDomain,
          verdicts: found.value,
        })),
  };
  return { ...joinAnswers(judged.map(({ found }) => found)), value };
}

function codesOf(verdicts: readonly CallerVerdict[]): readonly string[] {
  return verdicts.map(({ verdict }) => verdict.code);
}

function together(
  found: readonly (readonly CallerVerdict[])[],
): readonly CallerVerdict[] {
  const byCluster = new Map<ClusterName, AccessVerdict[]>();
  for (const { cluster, verdict } of found.flat())
    byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), verdict]);
  return [...byCluster].map(([cluster, verdicts]) => ({
    cluster,
    verdict: accessOfAll(verdicts, 'service account'),
  }));
}

/** Every port of every pod demands mutual TLS. */
function needsMtls(
  mtls: ReturnType<typeof effectiveMtls.ask>,
  cluster: ClusterName,
): boolean {
  const groups = mtls.find(part => part.cluster === cluster)?.groups ?? [];
  return (
    groups.length > 0 &&
    groups.every(({ mode, ports }) =>
      ports.length > 0
        ? ports.every(port => port.mode === 'STRICT')
        : mode === 'STRICT',
    )
  );
}
