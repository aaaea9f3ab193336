import {
  ClusterFreshness,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { State } from './State';

/** Without proof of life for this long, data is stale. In milliseconds. */
const STALE_AFTER = 90_000;

/** Without proof of life for this long, the last data says nothing any more. In milliseconds. */
const UNKNOWN_AFTER = 600_000;

/** State of what is known of a cluster. `healthy` says that its data is fresh, not that the cluster is well. */
export function clusterState(freshness: ClusterFreshness, now: Instant): State {
  switch (freshness.state) {
    case 'sign-in':
    case 'forbidden':
      return 'forbidden';
    case 'syncing':
      return freshness.lastSeen === undefined
        ? 'progressing'
        : byAge(freshness.lastSeen, now);
    case 'synced':
    case 'not-installed':
      return byAge(freshness.lastSeen, now);
    default:
      return byAge(freshness.lastSeen, now) === 'unknown' ? 'unknown' : 'stale';
  }
}

function byAge(lastSeen: Instant | undefined, now: Instant): State {
  if (lastSeen === undefined || now - lastSeen > UNKNOWN_AFTER)
    return 'unknown';
  return now - lastSeen > STALE_AFTER ? 'stale' : 'healthy';
}
