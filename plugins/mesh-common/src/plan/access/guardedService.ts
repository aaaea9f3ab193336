import { ClusterName, serviceKey, ServiceRef } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { answer } from '../../rules/answer';
import { endpoints } from '../../rules/endpoints';
import { namespaceTenancy } from '../../rules/namespaceTenancy';
import { protectingPattern } from '../../rules/protectedNamespaces';
import { namespaceNameProblem } from '../namespaceName';
import { Refusal } from '../plan';
import { PlanContext } from '../PlanContext';
import { clusterList, refusal } from '../refusal';
import { policySites } from './policySites';

/** A service whose door is changed, and where its policies are read. */
export interface GuardedService {
  readonly service: ServiceRef;
  /** Tenant that owns its namespace. */
  readonly owner: string;
  /** Clusters that serve it, as far as they were asked for. */
  readonly clusters: readonly ClusterName[];
  /** Clusters from which their control planes read policies. */
  readonly configClusters: readonly ClusterName[];
}

/** Finds the service, its owner, and where policies for it must be written; or all reasons against it. */
export function guardedService(
  snapshot: Snapshot,
  service: ServiceRef,
  wanted: readonly ClusterName[] | undefined,
  context: PlanContext,
): GuardedService | readonly Refusal[] {
  const { namespace, name } = service;
  const subject = `service ${serviceKey(service)}`;
  const refuse = (
    code: Refusal['code'],
    message: string,
    cure: string,
    about = subject,
  ) => refusal(context, code, { subject: about, message, cure });

  const problem = namespaceNameProblem(namespace) ?? namespaceNameProblem(name);
  if (problem !== undefined) {
    return [
      refuse(
        'invalid-input',
        problem,
        'Choose a service from the list, by its exact name.',
        'service',
      ),
    ];
  }
  const pattern = protectingPattern(namespace, context.protectedNamespaces);
  if (pattern !== undefined) {
    return [
      refuse(
        'protected-namespace',
        `Namespaces named "${pattern}" are protected`,
        'Choose a service of a team.',
        `namespace ${namespace}`,
      ),
    ];
  }
  const unknown = (wanted ?? []).filter(
    cluster => !context.clusters.has(cluster) || !context.sees(cluster),
  );
  if (unknown.length > 0) {
    return unknown.map(cluster =>
      refuse(
        'unknown-cluster',
        `There is no cluster "${cluster}"`,
        'Choose clusters from the list.',
        `cluster ${cluster}`,
      ),
    );
  }
  const tenancy = answer(
    snapshot,
    namespaceTenancy,
    { namespace },
    context.memo,
  );
  const { verdict } = tenancy.value;
  if (verdict.code === 'undecidable') {
    const where = clusterList(context, verdict.clusters);
    return [
      refuse(
        'ownership-undecidable',
        `Whose the namespace is cannot be decided: some clusters cannot be read (${where})`,
        'Try again when they can be read.',
      ),
    ];
  }
  const parts = answer(snapshot, endpoints, { service }, context.memo).value;
  const clusters = parts.clusters
    .map(({ cluster }) => cluster)
    .filter(cluster => wanted === undefined || wanted.includes(cluster));
  if (clusters.length === 0) {
    return [
      refuse(
        'unknown-service',
        wanted
          ? 'None of these clusters has this service'
          : 'No cluster has this service',
        'Choose a service from the list, and clusters in which it runs.',
      ),
    ];
  }
  if (verdict.code !== 'owned-by') {
    return [
      refuse(
        'not-owned',
        'Its namespace belongs to no team, or to several',
        'Let the platform team label the namespace with meshwise.io/tenant after making sure whose it is.',
      ),
    ];
  }
  const configClusters = new Set(
    clusters.flatMap(
      cluster =>
        answer(snapshot, policySites, { cluster, service }, context.memo).value,
    ),
  );
  if (configClusters.size === 0) {
    return [
      refuse(
        'rule-without-effect',
        'No proxy whose control plane is known guards its workloads, so policies have no effect',
        'Bring the workloads into the mesh first.',
      ),
    ];
  }
  const closed = [...configClusters].filter(
    cluster => !context.clusters.get(cluster)?.writable,
  );
  if (closed.length > 0) {
    return [
      refuse(
        'cluster-not-writable',
        `Its policies are read from clusters to which Meshwise has no credential to write (${clusterList(
          context,
          closed,
        )})`,
        'Ask the platform team to add them to mesh.writers.',
      ),
    ];
  }
  const homeless = [...configClusters].filter(
    cluster =>
      !snapshot
        .view(cluster, 'Namespace')
        ?.table.get({ namespace: '', name: namespace }),
  );
  if (homeless.length > 0) {
    return [
      refuse(
        'namespace-missing',
        `Its policies are read from clusters that have no namespace ${namespace} (${clusterList(
          context,
          homeless,
        )})`,
        `Onboard the namespace ${namespace} in those clusters, too.`,
      ),
    ];
  }
  return {
    service,
    owner: verdict.tenant,
    clusters,
    configClusters: [...configClusters].sort(),
  };
}

/** Whether a service was found. */
export function isGuarded(
  result: GuardedService | readonly Refusal[],
): result is GuardedService {
  return 'configClusters' in result;
}
