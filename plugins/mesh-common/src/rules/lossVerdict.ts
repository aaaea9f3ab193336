import { RouteShare, TrafficShare } from './trafficShare';

/**
 * How calls get through a loss.
 *
 * - `unaffected`: everything stays as it is.
 * - `survives`: calls go elsewhere; none fail for good.
 * - `degraded`: a part fails for good, or nothing new reaches the callers.
 * - `lost`: all calls of a route fail.
 * - `unknown`: something that matters cannot be seen.
 *
 * @public
 */
export type LossVerdict =
  | 'unaffected'
  | 'survives'
  | 'degraded'
  | 'lost'
  | 'unknown';

const WORST_FIRST: readonly LossVerdict[] = [
  'lost',
  'unknown',
  'degraded',
  'survives',
  'unaffected',
];

/** Shares closer than this are the same: they are sums of fractions. */
const SAME = 1e-9;

/** The worst of several verdicts; of none, `unknown`. */
export function worstVerdict(verdicts: readonly LossVerdict[]): LossVerdict {
  return WORST_FIRST.find(known => verdicts.includes(known)) ?? 'unknown';
}

/** Whether some requests of a route fail. */
export function isFailing({ failing }: RouteShare): boolean {
  return failing > SAME;
}

/** The verdict for one group of callers, over all its routes. Only what fails after it was noticed counts as failing for good. Reference 5.7. */
export function lossVerdict(options: {
  readonly before: TrafficShare;
  readonly phases: readonly {
    readonly name: 't0' | 't1' | 't2';
    readonly share: TrafficShare;
  }[];
  /** Nothing new reaches the callers. */
  readonly frozen: boolean;
  /** Everything that matters could be seen. */
  readonly seen: boolean;
}): LossVerdict {
  const { before, phases, frozen, seen } = options;
  if (!seen || before.code === 'none') return 'unknown';
  const verdicts = phases.map(({ name, share }): LossVerdict => {
    if (share.code === 'none') return 'lost';
    return worstVerdict(
      before.routes.map(route =>
        routeVerdict(
          route,
          share.routes.find(({ match }) => match === route.match),
          name !== 't0',
        ),
      ),
    );
  });
  return worstVerdict([...verdicts, frozen ? 'degraded' : 'unaffected']);
}

function routeVerdict(
  before: RouteShare,
  after: RouteShare | undefined,
  forGood: boolean,
): LossVerdict {
  // Without a route of its own, a request takes another one, which has its own verdict.
  if (!after) return 'survives';
  if (before.unplaced > SAME || after.unplaced > SAME) return 'unknown';
  if (before === after || isSame(before, after)) return 'unaffected';
  const more = after.failing - before.failing;
  if (!forGood || more <= SAME) return 'survives';
  return after.failing >= 1 - SAME ? 'lost' : 'degraded';
}

function isSame(before: RouteShare, after: RouteShare): boolean {
  const close = (a: number, b: number) => Math.abs(a - b) <= SAME;
  return (
    close(before.failing, after.failing) &&
    close(before.refused, after.refused) &&
    before.usable === after.usable &&
    before.parts.length === after.parts.length &&
    before.parts.every(part =>
      after.parts.some(
        other =>
          other.cluster === part.cluster &&
          other.locality === part.locality &&
          other.path === part.path &&
          close(other.share, part.share) &&
          close(other.failing, part.failing),
      ),
    )
  );
}
