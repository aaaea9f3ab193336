import {
  LossVerdict,
  isFailing,
  lossVerdict,
  worstVerdict,
} from './lossVerdict';
import { RouteShare, TrafficPart, TrafficShare } from './trafficShare';

const PART: TrafficPart = {
  cluster: 'c1',
  locality: 'eu/a',
  network: 'n1',
  path: 'direct',
  share: 1,
  failing: 0,
};

const ROUTE: RouteShare = {
  match: '',
  parts: [PART],
  refused: 0,
  unplaced: 0,
  answered: 0,
  failing: 0,
  usable: 2,
  ejection: new Map(),
  notes: [],
};

const route = (changed: Partial<RouteShare> = {}): RouteShare => ({
  ...ROUTE,
  ...changed,
});

const shares = (...routes: readonly RouteShare[]): TrafficShare => ({
  code: 'shares',
  host: 'cart.shop.svc.cluster.local',
  port: 80,
  routes,
});

const NONE: TrafficShare = { code: 'none', reason: 'not-visible' };

/** The verdict after one phase, in which nothing but what is given changes. */
function verdict({
  before = shares(route()),
  after = shares(route()),
  name = 't2',
  frozen = false,
  seen = true,
}: {
  readonly before?: TrafficShare;
  readonly after?: TrafficShare;
  readonly name?: 't0' | 't1' | 't2';
  readonly frozen?: boolean;
  readonly seen?: boolean;
}): LossVerdict {
  return lossVerdict({
    before,
    phases: [{ name, share: after }],
    frozen,
    seen,
  });
}

describe('lossVerdict, reference 5.7', () => {
  it.each<[string, LossVerdict, Parameters<typeof verdict>[0]]>([
    ['everything stays as it is', 'unaffected', {}],
    ['not all could be seen', 'unknown', { seen: false }],
    ['there were no calls before', 'unknown', { before: NONE }],
    ['there are no calls any more', 'lost', { after: NONE }],
    ['nothing new reaches the callers', 'degraded', { frozen: true }],
    [
      'nothing new reaches callers who lose everything',
      'lost',
      { frozen: true, after: NONE },
    ],
    [
      'a route is gone, and another one takes its requests',
      'survives',
      { after: shares(route({ match: 'prefix:/other' })) },
    ],
    [
      'nobody knew where a part went',
      'unknown',
      { before: shares(route({ unplaced: 0.1 })) },
    ],
    [
      'nobody knows where a part goes',
      'unknown',
      { after: shares(route({ unplaced: 0.1 })) },
    ],
    [
      'rounding is no change',
      'unaffected',
      { after: shares(route({ failing: 1e-12, unplaced: 1e-12 })) },
    ],
    [
      'all calls fail for good',
      'lost',
      { after: shares(route({ failing: 1 })) },
    ],
    [
      'a part of them does',
      'degraded',
      { after: shares(route({ failing: 0.5 })) },
    ],
    [
      'until it is noticed',
      'survives',
      { name: 't0', after: shares(route({ failing: 1 })) },
    ],
    [
      'after it was ejected',
      'degraded',
      { name: 't1', after: shares(route({ failing: 0.5 })) },
    ],
    [
      'what failed before fails still',
      'survives',
      {
        before: shares(route({ failing: 0.5 })),
        after: shares(route({ failing: 0.5, usable: 1 })),
      },
    ],
    [
      'less fails than before',
      'survives',
      {
        before: shares(route({ failing: 0.5 })),
        after: shares(route({ failing: 0.2 })),
      },
    ],
    [
      'some is refused instead',
      'survives',
      { after: shares(route({ refused: 0.5 })) },
    ],
    ['fewer are left', 'survives', { after: shares(route({ usable: 1 })) }],
    [
      'another place is added',
      'survives',
      {
        after: shares(
          route({ parts: [PART, { ...PART, cluster: 'c2', share: 0 }] }),
        ),
      },
    ],
    [
      'calls go to another cluster',
      'survives',
      { after: shares(route({ parts: [{ ...PART, cluster: 'c2' }] })) },
    ],
    [
      'calls go to another zone',
      'survives',
      { after: shares(route({ parts: [{ ...PART, locality: 'eu/b' }] })) },
    ],
    [
      'calls go through a gateway',
      'survives',
      { after: shares(route({ parts: [{ ...PART, path: 'gateway' }] })) },
    ],
    [
      'calls go there in another share',
      'survives',
      { after: shares(route({ parts: [{ ...PART, share: 0.5 }] })) },
    ],
    [
      'another share of them fails there',
      'survives',
      { after: shares(route({ parts: [{ ...PART, failing: 0.5 }] })) },
    ],
    [
      'one of two routes loses everything',
      'lost',
      {
        before: shares(route({ match: 'a' }), route({ match: 'b' })),
        after: shares(route({ match: 'a' }), route({ match: 'b', failing: 1 })),
      },
    ],
  ])('%s: %s', (_, expected, options) => {
    expect(verdict(options)).toBe(expected);
  });

  it('is the worst of all phases', () => {
    const lost = shares(route({ failing: 1 }));
    expect(
      lossVerdict({
        before: shares(route()),
        phases: [
          { name: 't0', share: lost },
          { name: 't1', share: lost },
          { name: 't2', share: shares(route()) },
        ],
        frozen: false,
        seen: true,
      }),
    ).toBe('lost');
  });
});

describe('worstVerdict', () => {
  it.each<[LossVerdict, readonly LossVerdict[]]>([
    ['lost', ['unaffected', 'lost', 'unknown']],
    ['unknown', ['degraded', 'unknown']],
    ['degraded', ['survives', 'degraded']],
    ['survives', ['unaffected', 'survives']],
    ['unaffected', ['unaffected']],
    ['unknown', []],
  ])('%s of %j', (expected, verdicts) => {
    expect(worstVerdict(verdicts)).toBe(expected);
  });
});

describe('isFailing', () => {
  it('is more than rounding', () => {
    expect(isFailing(route({ failing: 0.001 }))).toBe(true);
    expect(isFailing(route({ failing: 1e-12 }))).toBe(false);
  });
});
