import {
  destinationRule,
  outlierDetection,
  serviceFleet,
  ServiceFleet,
} from '../__testUtils__/serviceFleet';
import { seenAs } from '../__testUtils__/fleet';
import { upgradeDiff } from './upgradeDiff';
import { changesBetween, versionProfile } from './versionProfile';

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};

/** Example L3: 3 of 4 pods of the caller's cluster are unready, and outlier detection is on. */
const L3: ServiceFleet = {
  clusters: {
    c1: {
      pods: [{ count: 4, locality: 'eu/a', unready: 3 }],
      locality: 'eu/a',
    },
    c2: { pods: [{ count: 2, locality: 'eu/b' }], locality: 'eu/b' },
    c3: { pods: [{ count: 2, locality: 'us/x' }], locality: 'us/x' },
  },
  config: [destinationRule(outlierDetection(100))],
};

const diff = (fleet: ServiceFleet, version = '1.31') =>
  upgradeDiff(serviceFleet(fleet), { controlPlane: ISTIOD, version });

const webIn = (cluster: string, fleet: ServiceFleet, version?: string) =>
  diff(fleet, version)
    .effects.filter(({ callers }) => callers.cluster === cluster)
    .map(({ aspect, now, then, causes }) => ({
      aspect,
      now,
      then,
      causes: causes.map(({ code }) => code),
    }));

describe('upgradeDiff, reference 0.3', () => {
  it('gives the same fleet two results on 1.30 and 1.31 (L3, L2b)', () => {
    const older = { ...L3, version: '1.30.0' };
    expect(diff(older).verdict).toBe('changed');
    const load = webIn('c1', older).find(({ aspect }) => aspect === 'load');
    expect(load).toEqual({
      aspect: 'load',
      now: ['100 % to c1'],
      then: ['35 % to c1', '65 % to c2'],
      causes: ['sends-unhealthy'],
    });
    const endpoints = webIn('c1', older).find(
      ({ aspect }) => aspect === 'endpoints',
    );
    expect(endpoints?.now).toEqual([]);
    expect(endpoints?.then).toHaveLength(3);
    expect(endpoints?.then.every(text => text.endsWith(', unhealthy'))).toBe(
      true,
    );
    expect(endpoints?.causes).toEqual(['sends-unhealthy']);
  });

  it('says that nothing changes where no documented change matters', () => {
    const ready = {
      ...L3,
      version: '1.30.0',
      clusters: {
        ...L3.clusters,
        c1: { ...L3.clusters.c1, pods: [{ count: 4, locality: 'eu/a' }] },
      },
    };
    const { verdict, effects, changes } = diff(ready);
    expect({ verdict, effects }).toEqual({ verdict: 'unchanged', effects: [] });
    expect(changes.map(({ code }) => code)).toContain('sends-unhealthy');
  });

  it('from a version to itself there is nothing on the way', () => {
    const { verdict, changes } = diff({ ...L3, version: '1.31.0' });
    expect({ verdict, changes }).toEqual({ verdict: 'unchanged', changes: [] });
  });

  it.each([
    [
      'a client without network, 1.29 to 1.30',
      {
        clusters: {
          c1: {
            pods: [{ count: 2, locality: 'eu/a' }],
            locality: 'eu/a',
          },
          c2: {
            pods: [{ count: 1, locality: 'eu/a' }],
            locality: 'eu/a',
            network: 'n2',
            gateways: 1,
          },
        },
        version: '1.29.0',
      },
      '1.30',
      'gateways-without-network',
    ],
    [
      'an exception inside a wider pattern, 1.21 to 1.22',
      {
        clusters: L3.clusters,
        mesh: 'serviceSettings: [{settings: {clusterLocal: true}, hosts: ["*"]}, {settings: {clusterLocal: false}, hosts: ["*.shop.svc.cluster.local"]}]',
        version: '1.21.0',
      },
      '1.22',
      'cluster-local-exceptions',
    ],
    [
      'PreferClose in one zone with other subzones, 1.26 to 1.27',
      {
        clusters: {
          c1: {
            pods: [
              {
                count: 1,
                locality: 'eu/a',
                labels: { 'istio-locality': 'eu.a.r1' },
              },
            ],
            locality: 'eu/a',
          },
          c2: {
            pods: [
              {
                count: 1,
                locality: 'eu/a',
                labels: { 'istio-locality': 'eu.a.r2' },
              },
            ],
            locality: 'eu/a',
          },
          c3: { pods: [{ count: 1, locality: 'eu/a' }], locality: 'eu/a' },
        },
        service: { trafficDistribution: 'PreferClose' },
        version: '1.26.0',
      },
      '1.27',
      'close-means-subzone',
    ],
    [
      'trafficDistribution, 1.23 to 1.24',
      {
        clusters: L3.clusters,
        service: { trafficDistribution: 'PreferClose' },
        version: '1.23.0',
      },
      '1.24',
      'traffic-distribution',
    ],
  ] as const)('%s: names the cause', (_, fleet, version, cause) => {
    const { effects } = diff(fleet, version);
    expect(effects.length).toBeGreaterThan(0);
    const causes = new Set(
      effects.flatMap(effect => effect.causes.map(({ code }) => code)),
    );
    expect([...causes]).toEqual([cause]);
  });

  it.each([
    ['an unknown version', { ...L3, version: 'latest' }, '1.31'],
    ['a version that was not studied', { ...L3, version: '1.31.0' }, '1.40'],
  ])('is never sure of %s', (_, fleet, version) => {
    const { verdict, unknowns } = diff(fleet, version);
    expect(verdict).toBe('unknown');
    expect(unknowns).toHaveLength(1);
  });

  it('is never sure of what cannot be seen', () => {
    const blind = seenAs(serviceFleet({ ...L3, version: '1.31.0' }), {
      cluster: 'c2',
      state: 'forbidden',
    });
    const { verdict, gaps } = upgradeDiff(blind, {
      controlPlane: ISTIOD,
      version: '1.31',
    });
    expect(verdict).toBe('unknown');
    expect(gaps.length).toBeGreaterThan(0);
  });

  it('leaves alone whom another control plane serves', () => {
    const { effects } = diff({ ...L3, version: '1.30.0' });
    const older = serviceFleet({ ...L3, version: '1.30.0' });
    const other = upgradeDiff(older, {
      controlPlane: { ...ISTIOD, namespace: 'mesh-b' },
      version: '1.31',
    });
    expect(effects.length).toBeGreaterThan(0);
    expect(other.effects).toEqual([]);
  });

  it('sets the version of the control plane alone, with or without its last part', () => {
    const older = { ...L3, version: '1.30.0' };
    expect(diff(older, '1.31').effects).toEqual(diff(older, '1.31.0').effects);
  });

  it('knows no control plane of another name', () => {
    const { verdict, unknowns } = upgradeDiff(serviceFleet(L3), {
      controlPlane: { ...ISTIOD, deployment: 'other' },
      version: '1.31',
    });
    expect({ verdict, unknowns }).toEqual({
      verdict: 'unknown',
      unknowns: ['There is no such control plane.'],
    });
  });
});

describe('version profiles, reference 0.3', () => {
  it.each([
    [21, 22, ['cluster-local-exceptions']],
    [
      23,
      24,
      ['gateway-api-gateways', 'traffic-distribution', 'close-means-subzone'],
    ],
    [24, 25, ['ambient-multi-network']],
    [26, 27, ['close-means-subzone', 'same-zone-and-node', 'service-scopes']],
    [28, 29, ['locality-label', 'remote-trust-domains']],
    [
      29,
      30,
      [
        'distribution-of-namespace',
        'gateway-families',
        'gateways-without-network',
      ],
    ],
    [
      30,
      31,
      [
        'entry-visibility',
        'mesh-traffic-policy',
        'network-first',
        'sends-unhealthy',
        'zone-aware',
      ],
    ],
    [31, 31, []],
  ])('from 1.%d to 1.%d', (from, to, codes) => {
    expect(changesBetween(from, to).map(({ code }) => code)).toEqual(codes);
    expect(changesBetween(to, from).map(({ code }) => code)).toEqual(codes);
  });

  it('turns single changes round', () => {
    expect(versionProfile('1.31.0', ['sends-unhealthy'])).toEqual({
      ...versionProfile('1.31.0'),
      sendsUnhealthy: false,
    });
    expect(versionProfile('1.30.0', ['sends-unhealthy'])).toEqual({
      ...versionProfile('1.30.0'),
      sendsUnhealthy: true,
    });
  });
});
