import {
  ClusterFreshness,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { State } from './State';

/** Without proof of life for this long, data is stale. In milliseconds. */
const STALE_AFTER = 90_000;

/** Without proof of life for this long, the last data says nothing any more. In milliseconds. */
const UNKNOWN_AFTER = 600_000;

/**
 * State of what is known of a cluster. `healthy` says that its data is fresh and whole, not that the cluster is well;
 * `degraded`, that the cluster answers and some kinds cannot be read.
 */
export function clusterState(
  { state, lastSeen }: ClusterFreshness,
  now: Instant,
): State {
  const age = byAge(lastSeen, now);
  switch (state) {
    case 'sign-in':
      return 'forbidden';
    case 'forbidden':
      return lastSeen === undefined
        ? 'forbidden'
        : worseThanFresh(age, 'degraded');
    case 'misbehaving':
      return worseThanFresh(age, 'degraded');
    case 'syncing':
      return lastSeen === undefined
        ? 'progressing'
        : worseThanFresh(age, 'progressing');
    case 'timeout':
    case 'auth':
      return worseThanFresh(age, 'stale');
    default:
      return age;
  }
}

/** Whether a cluster gives signs of life, even if not all of it can be read. */
export function isAnswering(
  { state, lastSeen }: ClusterFreshness,
  now: Instant,
): boolean {
  const silent = state === 'sign-in' || state === 'timeout' || state === 'auth';
  return !silent && byAge(lastSeen, now) === 'healthy';
}

/** A good state only holds as long as what it rests on is fresh; a bad one was seen, and stays. */
export function agedState(
  state: State,
  asOf: Instant | undefined,
  now: Instant,
): State {
  return state === 'healthy' ? byAge(asOf, now) : state;
}

function byAge(
  lastSeen: Instant | undefined,
  now: Instant,
): 'healthy' | 'stale' | 'unknown' {
  if (lastSeen === undefined || now - lastSeen > UNKNOWN_AFTER)
    return 'unknown';
  return now - lastSeen > STALE_AFTER ? 'stale' : 'healthy';
}

function worseThanFresh(age: State, fresh: State): State {
  return age === 'healthy' ? fresh : age;
}
