import { ConfigKind } from '../model/configKinds';
import { specDigests } from './specDigests';

const differ = (kind: ConfigKind, a: unknown, b: unknown) => {
  const [left, right] = [specDigests(kind, a), specDigests(kind, b)];
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    path => left.get(path) !== right.get(path),
  );
};

describe('specDigests, reference 6.5', () => {
  it('ignore the order of fields, nothing written out, and sets in another order', () => {
    const found = differ(
      'VirtualService',
      {
        hosts: ['a', 'b'],
        http: [{ timeout: '1s', retries: { attempts: 2 } }],
      },
      {
        http: [{ retries: { attempts: 2 }, timeout: '1s', match: [] }],
        hosts: ['b', 'a'],
        exportTo: null,
        tcp: [],
      },
    );
    expect(found).toEqual([]);
  });

  it.each<[ConfigKind, unknown, unknown]>([
    ['PeerAuthentication', { mtls: { mode: 'UNSET' } }, { mtls: {} }],
    ['AuthorizationPolicy', { action: 'ALLOW', rules: [{}] }, { rules: [{}] }],
    [
      'ServiceEntry',
      { hosts: ['a'], location: 'MESH_EXTERNAL', resolution: 'NONE' },
      { hosts: ['a'] },
    ],
    [
      'HTTPRoute',
      {
        parentRefs: [{ name: 'a', kind: 'Gateway' }],
        rules: [{ backendRefs: [{ name: 'b', weight: 1, kind: 'Service' }] }],
      },
      {
        parentRefs: [{ name: 'a' }],
        rules: [{ backendRefs: [{ name: 'b' }] }],
      },
    ],
  ])('of %s ignore defaults', (kind, a, b) => {
    expect(differ(kind, a, b)).toEqual([]);
  });

  it('name the parts that differ', () => {
    const spec = (percent: number, weight: number) => ({
      host: 'cart',
      trafficPolicy: {
        outlierDetection: { maxEjectionPercent: percent },
        loadBalancer: { simple: 'RANDOM' },
      },
      subsets: [{ name: 'v1', labels: { weight: `${weight}` } }],
    });
    expect(differ('DestinationRule', spec(10, 1), spec(100, 1))).toEqual([
      'trafficPolicy.outlierDetection',
    ]);
    expect(differ('DestinationRule', spec(10, 1), spec(10, 2))).toEqual([
      'subsets',
    ]);
  });

  it.each<[string, ConfigKind, unknown, unknown]>([
    [
      'routes, whose first match wins',
      'VirtualService',
      { http: [{ name: 'a' }, { name: 'b' }] },
      { http: [{ name: 'b' }, { name: 'a' }] },
    ],
    [
      'no rules and a rule that matches everything',
      'AuthorizationPolicy',
      { rules: [] },
      { rules: [{}] },
    ],
    [
      'no block and an empty one',
      'DestinationRule',
      { trafficPolicy: { connectionPool: {} } },
      { trafficPolicy: { connectionPool: {}, outlierDetection: {} } },
    ],
    [
      'exported to nobody in particular and to all, which Istio merges differently (6.2)',
      'DestinationRule',
      { exportTo: ['*'] },
      {},
    ],
    ['0 and nothing', 'DestinationRule', { a: { b: 0 } }, { a: {} }],
  ])('tell %s apart', (_, kind, a, b) => {
    expect(differ(kind, a, b)).not.toEqual([]);
  });

  it('give up on specs without end, which then equal nothing', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle, cycle);
    let deep: unknown = {};
    for (let i = 0; i < 10_000; i++) deep = { deep };
    const wide = Array.from({ length: 100_000 }, (_, i) => i);
    for (const part of [cycle, deep, wide])
      expect([...specDigests('Sidecar', { part }).values()]).toEqual(['']);
  });

  it('hold nothing of what is written', () => {
    const text = JSON.stringify([
      ...specDigests('VirtualService', {
        http: [
          { headers: { request: { set: { authorization: 'secret-key' } } } },
        ],
      }),
    ]);
    expect(text).not.toContain('secret');
  });

  it.each([undefined, null, 7, 'x', [1], { __proto__: 1 }])('of %p', spec => {
    expect(specDigests('Sidecar', spec).size).toBeLessThan(2);
  });
});
