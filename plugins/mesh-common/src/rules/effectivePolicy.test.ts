import { PolicyBlocks, TrafficPolicy } from '../model/trafficPolicy';
import { effectivePolicy, NO_POLICY } from './effectivePolicy';

function outlier(consecutive5xxErrors: number): Partial<PolicyBlocks> {
  return {
    outlierDetection: {
      consecutive5xxErrors,
      consecutiveGatewayErrors: undefined,
      consecutiveLocalOriginFailures: undefined,
      splitExternalLocalOriginErrors: false,
      interval: undefined,
      baseEjectionTime: undefined,
      maxEjectionPercent: undefined,
      minHealthPercent: undefined,
    },
  };
}

function balancer(simple: string): Partial<PolicyBlocks> {
  return {
    loadBalancer: {
      simple,
      consistentHash: undefined,
      locality: undefined,
      zoneAware: undefined,
    },
  };
}

function policy(
  blocks: Partial<PolicyBlocks>,
  port?: Partial<PolicyBlocks>,
): TrafficPolicy {
  return {
    ...NO_POLICY,
    ...blocks,
    ports: new Map(port ? [[8080, { ...NO_POLICY, ...port }]] : []),
  };
}

describe('effectivePolicy, reference 5.1', () => {
  const a = outlier(1);
  const b = balancer('b');
  const c = balancer('c');
  const d = balancer('d');
  const e = outlier(5);
  const f = balancer('f');

  it.each([
    ['the rule alone', policy({ ...a, ...b }), undefined, { ...a, ...b }],
    ['a port entry replaces the rule', policy({ ...a, ...b }, c), undefined, c],
    [
      'a subset replaces a block',
      policy({ ...a, ...b }),
      policy(d),
      { ...a, ...d },
    ],
    [
      'a subset over a port entry',
      policy({ ...a, ...b }, c),
      policy(e),
      { ...e, ...c },
    ],
    [
      'a port entry in the subset clears the rest',
      policy({ ...a, ...b }),
      policy({}, f),
      f,
    ],
  ])('%s', (_, rule, subset, expected) => {
    expect(effectivePolicy({ rule, subset, port: 8080 })).toEqual({
      ...NO_POLICY,
      ...expected,
    });
  });

  it('ignores entries of other ports', () => {
    const rule = policy({ ...a, ...b }, c);
    expect(effectivePolicy({ rule, subset: undefined, port: 9090 })).toEqual({
      ...NO_POLICY,
      ...a,
      ...b,
    });
  });
});
