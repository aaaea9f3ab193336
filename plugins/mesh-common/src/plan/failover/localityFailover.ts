import { Memo } from '../../model/memo';
import { serviceKey, ServiceRef } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { answer } from '../../rules/answer';
import { CallerGroup } from '../../rules/callerGroups';
import { endpoints } from '../../rules/endpoints';
import { localityParts } from '../../rules/localityGroup';
import {
  DEFAULT_EJECTION,
  failoverRuleManifest,
} from '../manifests/failoverRule';
import {
  IntentResult,
  LocalityFailoverInput,
  PlannedApply,
  Refusal,
} from '../plan';
import { FAILOVER_FIELD_MANAGER } from '../fieldManagers';
import { PlanContext } from '../PlanContext';
import { refusal } from '../refusal';
import { checkFailoverInput } from './checkFailoverInput';
import { DRAINED_ANNOTATION } from './drainedAnnotation';
import { failoverNotes } from './failoverNotes';
import { Outcomes, weakestEjection } from './outcomes';
import {
  isSteered,
  rulesOfOthers,
  SteeredService,
  steeredService,
} from './steeredService';

/** What the intent `locality-failover` must know besides the snapshot and its input. @public */
export interface FailoverContext extends PlanContext {
  /** Regions in which data of a namespace may be handled; `undefined`: in all (T19). */
  allowedRegions?(namespace: string): ReadonlySet<string> | undefined;
}

/**
 * Lets callers of a service go to another region when the hosts of their own fail (F1). The rule is written to every
 * cluster from which control planes of callers read, and only there. It is refused unless the simulation of each
 * failing region ends at ready endpoints (T17), and the failing hosts are really ejected (T18).
 *
 * @public
 */
export function localityFailover(
  snapshot: Snapshot,
  input: LocalityFailoverInput,
  context: FailoverContext,
): IntentResult {
  const malformed = checkFailoverInput(input, context);
  if (malformed.length > 0) return { code: 'refused', refusals: malformed };
  const { service } = input;
  const steered = steeredService(snapshot, service, context);
  if (!isSteered(steered)) return { code: 'refused', refusals: steered };
  const others = rulesOfOthers(steered, context);
  if (others.length > 0) return { code: 'refused', refusals: others };

  const objects = rulesOf(steered, input);
  const { memo = Memo.create() } = context;
  const outcomes = Outcomes.create({ snapshot, objects, memo });
  const refusals = [
    ...checkDrained(steered, context),
    ...checkRegions(snapshot, steered, input, context),
    ...checkOutcomes(steered, input, outcomes, context),
  ];
  if (refusals.length > 0) return { code: 'refused', refusals };
  const { asOf } = answer(snapshot, endpoints, { service }, memo);
  const steps = input.failover.map(({ from, to }) => `${from} to ${to}`);
  return {
    code: 'planned',
    draft: {
      intent: 'locality-failover',
      class: 'failover',
      summary: `Calls of ${serviceKey(service)} fail over from ${steps.join(
        ', from ',
      )}`,
      objects,
      notes: failoverNotes({ snapshot, steered, input, outcomes, memo }),
      scopes: [`service/${serviceKey(service)}`],
      undo: { code: 'exact' },
      asOf,
    },
  };
}

function rulesOf(
  { service, groups, sites }: SteeredService,
  { failover, outlierDetection = {}, exportTo }: LocalityFailoverInput,
): readonly PlannedApply[] {
  const { namespace, name } = service;
  const callers = exportTo ?? groups.map(group => group.namespace);
  const others = [...new Set(callers)].filter(other => other !== namespace);
  return sites.map(({ cluster, host }) => ({
    act: 'apply',
    cluster,
    fieldManager: FAILOVER_FIELD_MANAGER,
    manifest: failoverRuleManifest({
      namespace,
      service: name,
      host,
      exportTo: ['.', ...others.sort()],
      routing: { code: 'failover', failover },
      ejection: { ...DEFAULT_EJECTION, ...outlierDetection },
    }),
  }));
}

function checkDrained(
  { service, sites }: SteeredService,
  context: PlanContext,
): readonly Refusal[] {
  const drained = sites.flatMap(
    ({ rule }) => rule?.annotations.get(DRAINED_ANNOTATION) ?? [],
  );
  if (drained.length === 0) return [];
  const text = {
    subject: `service ${serviceKey(service)}`,
    message: `Its calls are kept away from ${[...new Set(drained)].join(
      ', ',
    )} for now`,
    cure: 'Undo that drain first.',
  };
  return [refusal(context, 'service-drained', text)];
}

/** Regions that exist, have endpoints, and may be used. */
function checkRegions(
  snapshot: Snapshot,
  { service, groups }: SteeredService,
  { failover }: LocalityFailoverInput,
  context: FailoverContext,
): readonly Refusal[] {
  const { value } = answer(snapshot, endpoints, { service }, context.memo);
  const ready = new Map<string, number>();
  for (const { localities } of value.clusters) {
    for (const { locality, ready: count } of localities) {
      const region = regionOf(locality);
      ready.set(region, (ready.get(region) ?? 0) + count);
    }
  }
  const calling = new Set(groups.map(({ locality }) => regionOf(locality)));
  const allowed = context.allowedRegions?.(service.namespace);
  return failover.flatMap(({ from, to }): readonly Refusal[] => {
    const found: Refusal[] = [];
    if (!calling.has(from)) {
      const known = [...calling]
        .filter(name => name !== '')
        .sort()
        .join(', ');
      const text = {
        subject: `region ${from}`,
        message: 'No caller of the service runs there',
        cure: known
          ? `Choose one of: ${known}.`
          : 'Label the nodes with their regions.',
      };
      found.push(refusal(context, 'unknown-region', text));
    }
    if (!ready.get(to)) {
      const known = [...ready.entries()]
        .filter(([name, count]) => count > 0 && name !== '' && name !== from)
        .map(([name]) => name)
        .sort();
      const text = {
        subject: `region ${to}`,
        message: 'The service has no ready endpoint there',
        cure:
          known.length > 0
            ? `Choose one of: ${known.join(', ')}.`
            : 'Let the service run in another region first.',
      };
      found.push(refusal(context, 'target-without-endpoints', text));
    }
    if (allowed && !allowed.has(to)) {
      const text = {
        subject: `region ${to}`,
        message: `Data of ${service.namespace} may not be handled there`,
        cure: `Choose one of: ${[...allowed].sort().join(', ')}.`,
      };
      found.push(refusal(context, 'region-not-allowed', text));
    }
    return found;
  });
}

function regionOf(locality: string): string {
  const [region] = localityParts(locality);
  return region;
}

/** What the callers would really do with the rule. */
function checkOutcomes(
  steered: SteeredService,
  { failover }: LocalityFailoverInput,
  outcomes: Outcomes,
  context: PlanContext,
): readonly Refusal[] {
  const { service, groups, sites } = steered;
  const subject = `service ${serviceKey(service)}`;
  const [{ host }] = sites;
  const got = groups.filter(
    group => outcomes.inForce(group, service, host) === 'in-force',
  );
  if (got.length === 0) {
    const text = {
      subject,
      message:
        'No caller would get the rule: rules in the namespaces of the callers come first, or their Sidecars leave it out',
      cure: "Ask the owners of those rules, or name the callers' namespaces in exportTo.",
    };
    return [refusal(context, 'rule-without-effect', text)];
  }
  const refusals = new Map<string, Refusal>();
  const refuse = (item: Refusal) =>
    refusals.set(`${item.code} ${item.subject} ${item.message}`, item);
  for (const group of got) {
    const share = outcomes.share(group, service);
    const unfit = unfitFor(share, subject, context);
    if (unfit) refuse(unfit);
    const step = failover.find(({ from }) => from === regionOf(group.locality));
    if (!step || unfit) continue;
    const answers = answersWithout(outcomes, group, service, step.from);
    if (!answers) {
      const text = {
        subject: `region ${step.to}`,
        message: `Callers in ${step.from} would not reach a ready endpoint there when all of their own region fail`,
        cure: 'Check the way between the networks and the pods behind the gateway, or choose another region.',
      };
      refuse(refusal(context, 'target-without-endpoints', text));
    }
  }
  return [...refusals.values()];
}

function unfitFor(
  share: ReturnType<Outcomes['share']>,
  subject: string,
  context: PlanContext,
): Refusal | undefined {
  if (share.code === 'none') return undefined;
  const notes = share.routes.flatMap(route => route.notes);
  if (notes.some(({ code }) => code === 'application-chooses')) {
    const text = {
      subject,
      message:
        'Its callers choose addresses themselves (headless service), so proxies cannot send them elsewhere',
      cure: 'Give the service a cluster IP.',
    };
    return refusal(context, 'host-not-steerable', text);
  }
  const ejection = weakestEjection(share);
  if (ejection?.code === 'weak') {
    const { atMost, needed, hosts } = ejection;
    const text = {
      subject: 'outlierDetection.maxEjectionPercent',
      message: `Of ${hosts} hosts at most ${atMost} could be ejected; one cluster alone has ${needed}`,
      cure: `Allow ${Math.ceil((100 * needed) / hosts)} percent or more.`,
    };
    return refusal(context, 'ejection-too-weak', text);
  }
  return undefined;
}

/**
 * Whether calls are answered when all of the own region is lost. Where they go may be hidden behind gateways: one address
 * of a gateway stands for all regions of its network (reference 4.4).
 */
function answersWithout(
  outcomes: Outcomes,
  group: CallerGroup,
  service: ServiceRef,
  region: string,
): boolean {
  const share = outcomes.shareWithout(region, group, service);
  if (share.code === 'none') return false;
  return share.routes.every(
    ({ failing, parts, notes }) =>
      failing < 1e-9 &&
      parts.length > 0 &&
      !notes.some(({ code }) => code === 'no-ready-pods-behind-gateway'),
  );
}
