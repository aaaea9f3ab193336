import { Snapshot } from '../../model/snapshot';
import { ClusterName, serviceKey, ServiceRef } from '../../model/refs';
import { DestinationRuleRecord } from '../../model/records/destinationRule';
import { answer } from '../../rules/answer';
import { allViews } from '../../rules/allViews';
import { CallerGroup, callerGroups } from '../../rules/callerGroups';
import { fullHost } from '../../rules/hosts';
import { infrastructure } from '../../rules/infrastructure';
import { protectingPattern } from '../../rules/protectedNamespaces';
import { failoverRuleName, MANAGED_BY } from '../manifests/failoverRule';
import { mayShareMesh } from '../mayShareMesh';
import { namespaceNameProblem } from '../namespaceName';
import { Refusal } from '../plan';
import { PlanContext } from '../PlanContext';
import { clusterList, refusal } from '../refusal';
import { unseenClusters } from './unseenClusters';

/** A cluster from which control planes read the rule of a service, and the service's full name there. */
export interface RuleSite {
  readonly cluster: ClusterName;
  readonly host: string;
  /** The rule that Meshwise wrote there before. */
  readonly rule: DestinationRuleRecord | undefined;
  /** Rules for the same host by somebody else: of two rules one has no effect (reference 6.2). */
  readonly others: readonly DestinationRuleRecord[];
}

/** A service whose calls can be steered, with all who call it. */
export interface SteeredService {
  readonly service: ServiceRef;
  readonly groups: readonly CallerGroup[];
  readonly sites: readonly RuleSite[];
}

/**
 * Finds out whether the calls of a service can be steered, and in which clusters that must be written: those from which
 * the control planes of its callers read, and no others.
 */
export function steeredService(
  snapshot: Snapshot,
  service: ServiceRef,
  context: PlanContext,
  /** A cluster about which nothing need be known: it is to be drained. */
  except?: ClusterName,
): SteeredService | readonly Refusal[] {
  const malformed = checkNames(service, context);
  if (malformed.length > 0) return malformed;
  const unfit = [
    ...checkNamespace(snapshot, service, context),
    ...checkService(snapshot, service, context),
  ];
  if (unfit.length > 0) return unfit;

  const callers = answer(snapshot, callerGroups, { service }, context.memo);
  const subject = `service ${serviceKey(service)}`;
  if (callers.value.length === 0) {
    const text = {
      subject,
      message:
        'No workload with a sidecar can call it, so a rule would have no effect',
      cure: 'Check that callers are injected and that the service is exported to them.',
    };
    return [refusal(context, 'no-callers', text, callers)];
  }
  const sites = sitesOf(snapshot, service, callers.value, context);
  const clusters = sites.map(({ cluster }) => cluster);
  const shares = mayShareMesh(snapshot, clusters, context.memo);
  const unseen = unseenClusters(snapshot, [...context.clusters.keys()]).filter(
    cluster =>
      cluster !== except &&
      !context.separateClusters.has(cluster) &&
      shares(cluster),
  );
  if (unseen.length > 0) {
    const text = {
      subject,
      message: `Where its calls would go cannot be told: what is known of some clusters is incomplete or older than 90 seconds (${clusterList(
        context,
        unseen,
      )})`,
      cure: 'Try again when they can be read. If one of them shares no mesh with the others, the platform team can add it to mesh.separateClusters.',
    };
    return [refusal(context, 'stale-input', text)];
  }
  const obstacles = sites.flatMap(site =>
    checkSite(snapshot, service, site, context),
  );
  if (obstacles.length > 0) return obstacles;
  return { service, groups: callers.value, sites };
}

/** Whether a service can be steered. */
export function isSteered(
  result: SteeredService | readonly Refusal[],
): result is SteeredService {
  return 'sites' in result;
}

/** Exact names only: no wildcards, addresses or parts of hosts (T13, T14). */
function checkNames(
  { namespace, name }: ServiceRef,
  context: PlanContext,
): readonly Refusal[] {
  return [
    ['namespace', namespaceNameProblem(namespace)] as const,
    ['service', namespaceNameProblem(name)] as const,
  ].flatMap(([subject, problem]) =>
    problem === undefined
      ? []
      : [
          refusal(context, 'invalid-input', {
            subject,
            message: problem,
            cure: 'Choose a service from the list, by its exact name.',
          }),
        ],
  );
}

function checkNamespace(
  snapshot: Snapshot,
  { namespace }: ServiceRef,
  context: PlanContext,
): readonly Refusal[] {
  const subject = `namespace ${namespace}`;
  const pattern = protectingPattern(namespace, context.protectedNamespaces);
  const used = answer(snapshot, infrastructure, { namespace }, context.memo);
  const mesh = used.value.filter(({ part }) => part !== 'gateway');
  if (pattern === undefined && mesh.length === 0) return [];
  const message =
    pattern === undefined
      ? 'A part of the mesh itself runs there'
      : `Namespaces named "${pattern}" are protected`;
  const cure = 'Choose a service of a team.';
  return [
    refusal(context, 'protected-namespace', { subject, message, cure }, used),
  ];
}

function checkService(
  snapshot: Snapshot,
  service: ServiceRef,
  context: PlanContext,
): readonly Refusal[] {
  const subject = `service ${serviceKey(service)}`;
  const copies = snapshot.clusterNames.flatMap(
    cluster => snapshot.view(cluster, 'Service')?.table.get(service) ?? [],
  );
  if (copies.length === 0) {
    const text = {
      subject,
      message: 'No cluster has this service',
      cure: 'Choose a service from the list, by its exact name.',
    };
    return [refusal(context, 'unknown-service', text)];
  }
  if (copies.some(({ type }) => type === 'ExternalName')) {
    const text = {
      subject,
      message: 'It is only another name of something else (ExternalName)',
      cure: 'Choose the service that it stands for.',
    };
    return [refusal(context, 'host-not-steerable', text)];
  }
  return [];
}

function sitesOf(
  snapshot: Snapshot,
  service: ServiceRef,
  groups: readonly CallerGroup[],
  { memo }: PlanContext,
): readonly RuleSite[] {
  const { value: views } = answer(snapshot, allViews, undefined, memo);
  const sites = new Map<ClusterName, RuleSite>();
  for (const { controlPlane } of groups) {
    const view = views.find(
      ({ key }) =>
        key.cluster === controlPlane.cluster &&
        key.namespace === controlPlane.namespace &&
        key.deployment === controlPlane.deployment,
    );
    if (!view) continue;
    const { configCluster: cluster, domain } = view;
    const { namespace, name } = service;
    const rule = snapshot
      .view(cluster, 'DestinationRule')
      ?.table.get({ namespace, name: failoverRuleName(name) });
    const host = `${name}.${namespace}.svc.${domain}`;
    const ours = rule && isOurs(rule) ? rule : undefined;
    const others = (
      snapshot.view(cluster, 'DestinationRule')?.table.list(namespace) ?? []
    ).filter(
      other =>
        other !== ours && fullHost(other.host, namespace, domain) === host,
    );
    sites.set(cluster, { cluster, host, rule: ours, others });
  }
  return [...sites.values()].sort((a, b) => (a.cluster < b.cluster ? -1 : 1));
}

function checkSite(
  snapshot: Snapshot,
  { namespace, name }: ServiceRef,
  { cluster }: RuleSite,
  context: PlanContext,
): readonly Refusal[] {
  const where = clusterList(context, [cluster]);
  const subject = context.sees(cluster)
    ? `cluster ${cluster}`
    : `service ${namespace}/${name}`;
  if (!context.clusters.get(cluster)?.writable) {
    const text = {
      subject,
      message: `Callers get their rules from a cluster to which Meshwise has no credential to write (${where})`,
      cure: 'Ask the platform team to add the cluster to mesh.writers.',
    };
    return [refusal(context, 'cluster-not-writable', text)];
  }
  const home = snapshot
    .view(cluster, 'Namespace')
    ?.table.get({ namespace: '', name: namespace });
  if (home) return [];
  const text = {
    subject,
    message: `Callers get their rules from a cluster (${where}) that has no namespace ${namespace}, where the rule belongs`,
    cure: `Onboard the namespace ${namespace} in that cluster, too.`,
  };
  return [refusal(context, 'namespace-missing', text)];
}

/** Rules of somebody else that stand against one of ours. */
export function rulesOfOthers(
  { service: { namespace }, sites }: SteeredService,
  context: PlanContext,
): readonly Refusal[] {
  return sites.flatMap(({ cluster, others }) =>
    others.map(({ name, host }) => {
      const where = clusterList(context, [cluster]);
      const text = {
        subject: `DestinationRule ${namespace}/${name}`,
        message: `It speaks of the service already (${where}). Of two rules for one host either the newer one's policy or the older one's subsets would have no effect`,
        cure: 'Change that rule where it comes from, or remove it first.',
      };
      const object = { cluster, kind: 'DestinationRule', namespace, name };
      const because = [
        { object, field: 'spec.host', found: host, source: '6.2' },
      ];
      return refusal(context, 'rule-exists', text, { because, gaps: [] });
    }),
  );
}

function isOurs({ labels }: DestinationRuleRecord): boolean {
  return Object.entries(MANAGED_BY).every(
    ([key, value]) => labels.get(key) === value,
  );
}
