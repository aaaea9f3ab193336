import { Instant, serviceKey } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { DrainClusterInput, IntentResult, Refusal } from '../plan';
import { PlanContext } from '../PlanContext';
import { refusal } from '../refusal';
import { drainService, drainWords } from './drainService';
import { edgeSteps } from './edgeSteps';

/** What the intent `drain-cluster` must know besides the snapshot and its input. @public */
export interface DrainContext extends PlanContext {
  /** Whether a second person must approve, as configured. */
  readonly needsSecondPerson: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** No drain is forgotten for longer than that (T20). */
const LONGEST_LIFE_MS = 7 * DAY_MS;

/**
 * Keeps calls of services away from a cluster for a time (F6). Services that cannot be drained are named with the reason;
 * the others are planned without them. Nothing need be known of the cluster itself: it may be the one that is on fire.
 *
 * @public
 */
export function drainCluster(
  snapshot: Snapshot,
  input: DrainClusterInput,
  context: DrainContext,
): IntentResult {
  const refusals = checkInput(snapshot, input, context);
  if (refusals.length > 0) return { code: 'refused', refusals };
  const { cluster, services } = input;
  const endsAt = input.expiresAt ?? endOfNextDay(snapshot.at);
  const drains = services.map(service =>
    drainService({ snapshot, service, cluster, endsAt, context }),
  );
  const drained = drains.filter(drain => drain.code === 'drained');
  if (drained.length === 0) {
    const reasons = drains.map(drain => drainWords(drain).replace(/\.$/, ''));
    const text = {
      subject: `cluster ${cluster}`,
      message: `None of the services can be drained. ${reasons.join('. ')}`,
      cure: 'Choose services that run in another cluster, too, and whose rules are not written by somebody else.',
    };
    return {
      code: 'refused',
      refusals: [refusal(context, 'nothing-to-drain', text)],
    };
  }
  const names = drained.map(({ service }) => serviceKey(service));
  return {
    code: 'planned',
    draft: {
      intent: 'drain-cluster',
      class: 'evacuation',
      summary: `Calls of ${names.length} ${
        names.length === 1 ? 'service' : 'services'
      } stay away from ${cluster} until ${new Date(endsAt).toISOString()}`,
      objects: drained.flatMap(({ objects }) => objects),
      notes: [
        `In this order: ${names.join(', ')}.`,
        ...drains.map(drainWords),
        `Workloads in ${cluster} go on running and calling. What they are in the middle of is finished.`,
        ...edgeSteps(snapshot, cluster),
        'Undo puts back the rules that were there and deletes those that were not. As no older object is created anew, the order by age stays what it was.',
      ],
      scopes: [`cluster/${cluster}`, ...names.map(name => `service/${name}`)],
      ...(context.needsSecondPerson && {
        approval: { reason: `It steers calls away from all of ${cluster}.` },
      }),
      endsAt,
      undo: { code: 'exact' },
      asOf: snapshot.at,
    },
  };
}

function checkInput(
  snapshot: Snapshot,
  { cluster, services, expiresAt }: DrainClusterInput,
  context: DrainContext,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (!context.clusters.has(cluster) || !context.sees(cluster)) {
    const text = {
      subject: `cluster ${cluster}`,
      message: `There is no cluster "${cluster}"`,
      cure: 'Choose a cluster from the list.',
    };
    refusals.push(refusal(context, 'unknown-cluster', text));
  }
  const names = services.map(serviceKey);
  if (names.length === 0 || new Set(names).size < names.length) {
    const text = {
      subject: 'services',
      message:
        names.length === 0
          ? 'No service is chosen'
          : 'A service is chosen twice',
      cure: 'Choose at least one service, and each of them once.',
    };
    refusals.push(refusal(context, 'invalid-input', text));
  }
  if (expiresAt !== undefined && !isWithin(expiresAt - snapshot.at)) {
    const text = {
      subject: 'expiresAt',
      message: 'A drain ends in the future, within 7 days',
      cure: 'Choose a time within the next 7 days. It can be renewed by another drain.',
    };
    refusals.push(refusal(context, 'expiry-out-of-range', text));
  }
  return refusals;
}

/** When a drain ends if nobody says, in UTC. The same for a plan and for its submission a little later, which must not differ. */
function endOfNextDay(at: Instant): Instant {
  return (Math.floor(at / DAY_MS) + 2) * DAY_MS;
}

function isWithin(life: number): boolean {
  return life > 0 && life <= LONGEST_LIFE_MS;
}
