import { ENDS_AT_ANNOTATION } from '../../annotations';
import { Memo } from '../../model/memo';
import { ClusterName, Instant, serviceKey, ServiceRef } from '../../model/refs';
import { DestinationRuleRecord } from '../../model/records/destinationRule';
import { Snapshot } from '../../model/snapshot';
import { answer } from '../../rules/answer';
import { endpoints } from '../../rules/endpoints';
import { trafficShare, TrafficShare } from '../../rules/trafficShare';
import { DRAINED_ANNOTATION } from '../failover/drainedAnnotation';
import { Outcomes } from '../failover/outcomes';
import {
  isSteered,
  SteeredService,
  steeredService,
} from '../failover/steeredService';
import { drainRouteManifest } from '../manifests/drainRoute';
import {
  DEFAULT_EJECTION,
  Ejection,
  failoverRuleManifest,
} from '../manifests/failoverRule';
import { FAILOVER_FIELD_MANAGER } from '../fieldManagers';
import { PlannedApply } from '../plan';
import { PlanContext, Viewer } from '../PlanContext';
import { clusterList } from '../refusal';
import {
  DrainMethod,
  drainMethod,
  DrainQuestion,
  remainingParts,
} from './drainMethod';

/** What draining one service takes, or why it cannot be drained. */
export type ServiceDrain =
  | {
      readonly code: 'drained';
      readonly service: ServiceRef;
      readonly objects: readonly PlannedApply[];
      /** How, in words. */
      readonly method: string;
      readonly readyBefore: number;
      readonly readyAfter: number;
    }
  | {
      readonly code: 'cannot';
      readonly service: ServiceRef;
      readonly reason: string;
    };

/** Plans to keep the calls of one service away from a cluster, and tries it out: nothing may go there, and nothing may fail that does not fail today. */
export function drainService(options: {
  readonly snapshot: Snapshot;
  readonly service: ServiceRef;
  readonly cluster: ClusterName;
  readonly endsAt: Instant;
  readonly context: PlanContext;
}): ServiceDrain {
  const { snapshot, service, cluster, endsAt, context } = options;
  const cannot = (reason: string): ServiceDrain => ({
    code: 'cannot',
    service,
    reason,
  });
  const steered = steeredService(snapshot, service, context, cluster);
  if (!isSteered(steered))
    return cannot(steered.map(({ message }) => message).join('; '));
  const { memo = Memo.create() } = context;
  const question: DrainQuestion = { snapshot, steered, cluster, memo };
  if (!mayRunThere(question)) return cannot(`it has no endpoint in ${cluster}`);
  const remaining = remainingParts(question);
  if (remaining.length === 0)
    return cannot('no other cluster has a ready endpoint of it');

  const annotations = {
    [DRAINED_ANNOTATION]: cluster,
    [ENDS_AT_ANNOTATION]: new Date(endsAt).toISOString(),
  };
  const objects: PlannedApply[] = [];
  const methods = new Set<string>();
  for (const site of steered.sites) {
    const drained = site.rule?.annotations.get(DRAINED_ANNOTATION);
    if (drained !== undefined && drained !== cluster) {
      return cannot(`its calls are already kept away from ${drained}`);
    }
    const choice = drainMethod(question, site);
    if (choice.code === 'none') return cannot(choice.reason);
    objects.push({
      act: 'apply',
      cluster: site.cluster,
      fieldManager: FAILOVER_FIELD_MANAGER,
      manifest: manifestOf(steered, site, choice.method, annotations),
    });
    methods.add(methodWords(choice.method));
  }
  const outcomes = Outcomes.create({ snapshot, objects, memo });
  const problem = tried(question, outcomes, context);
  if (problem) return cannot(problem);
  const readyAfter = remaining.reduce((sum, { ready }) => sum + ready, 0);
  return {
    code: 'drained',
    service,
    objects,
    method: [...methods].join('; '),
    readyBefore: readyAfter + readyIn(question),
    readyAfter,
  };
}

function manifestOf(
  { service, groups }: SteeredService,
  { host, rule }: SteeredService['sites'][number],
  method: DrainMethod,
  annotations: { readonly [key: string]: string },
) {
  const { namespace, name } = service;
  const callers = new Set([
    ...groups.map(group => group.namespace),
    ...(rule?.exportTo ?? []),
  ]);
  const others = [...callers].filter(
    other => other !== namespace && other !== '.' && other !== '*',
  );
  const common = {
    namespace,
    service: name,
    host,
    exportTo: ['.', ...others.sort()] as const,
    annotations,
  };
  return method.code === 'rule'
    ? failoverRuleManifest({
        ...common,
        routing: method.routing,
        ejection: ejectionOf(rule),
      })
    : drainRouteManifest({ ...common, subsets: method.subsets });
}

/** Ejection as a rule of ours had it, so that a drain does not weaken it. */
function ejectionOf(rule: DestinationRuleRecord | undefined): Ejection {
  const known = rule?.trafficPolicy?.outlierDetection;
  const seconds = (text: string | undefined, standard: number) =>
    text !== undefined && /^\d+s$/.test(text)
      ? Number.parseInt(text, 10)
      : standard;
  return {
    consecutive5xxErrors:
      known?.consecutive5xxErrors ?? DEFAULT_EJECTION.consecutive5xxErrors,
    intervalSeconds: seconds(known?.interval, DEFAULT_EJECTION.intervalSeconds),
    baseEjectionSeconds: seconds(
      known?.baseEjectionTime,
      DEFAULT_EJECTION.baseEjectionSeconds,
    ),
    maxEjectionPercent:
      known?.maxEjectionPercent ?? DEFAULT_EJECTION.maxEjectionPercent,
  };
}

function methodWords(method: DrainMethod): string {
  if (method.code === 'route') {
    return `a route to the subsets ${[...method.subsets.keys()].join(', ')}`;
  }
  switch (method.routing.code) {
    case 'prefer-cluster':
      return `a rule that prefers ${method.routing.clusterId}; what is drained stays the last resort`;
    default:
      return 'a rule that spreads calls over the localities of the other clusters; what is drained is no fallback';
  }
}

/** What speaks against a drain once its objects are there; `undefined` if it works. */
function tried(
  { snapshot, steered, cluster, memo }: DrainQuestion,
  outcomes: Outcomes,
  viewer: Viewer,
): string | undefined {
  const { service } = steered;
  for (const group of steered.groups) {
    const { client, namespace } = group;
    const where = `callers in ${namespace} of ${clusterList(viewer, [
      group.cluster,
    ])}`;
    const question = { client, service };
    const before = answer(snapshot, trafficShare, question, memo).value;
    const after = outcomes.share(group, service);
    if (after.code === 'none') return `${where} would not reach it any more`;
    if (after.routes.some(({ unplaced }) => unplaced > 0)) {
      return `${where} choose addresses themselves (headless service)`;
    }
    const stays = after.routes.some(({ parts }) =>
      parts.some(part => part.cluster === cluster && part.share > 1e-9),
    );
    if (stays)
      return `${where} would still be sent to ${cluster}: a rule of their own, or of a gateway, comes first`;
    if (failing(after) > failing(before) + 1e-9) {
      return `calls of ${where} would fail`;
    }
  }
  return undefined;
}

function failing(share: TrafficShare): number {
  if (share.code === 'none') return 1;
  return Math.max(0, ...share.routes.map(route => route.failing));
}

/** Whether the cluster has a part of the service, or may have one that cannot be seen. */
function mayRunThere({
  snapshot,
  steered,
  cluster,
  memo,
}: DrainQuestion): boolean {
  const { service } = steered;
  const { value } = answer(snapshot, endpoints, { service }, memo);
  const part = value.clusters.find(known => known.cluster === cluster);
  return (
    part !== undefined && (part.total > 0 || part.knowledge !== 'complete')
  );
}

function readyIn({ snapshot, steered, cluster, memo }: DrainQuestion): number {
  const { service } = steered;
  const { value } = answer(snapshot, endpoints, { service }, memo);
  return value.clusters.find(part => part.cluster === cluster)?.ready ?? 0;
}

/** Services in the words of plans. */
export function drainWords(drain: ServiceDrain): string {
  const name = serviceKey(drain.service);
  return drain.code === 'cannot'
    ? `${name} cannot be drained: ${drain.reason}.`
    : `${name}: ${drain.method}. ${drain.readyAfter} of ${drain.readyBefore} ready endpoints remain.`;
}
