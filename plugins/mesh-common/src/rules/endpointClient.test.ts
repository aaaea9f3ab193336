import fc from 'fast-check';
import {
  callerIn,
  destinationRule,
  serviceFleet,
} from '../__testUtils__/serviceFleet';
import { Rule } from '../model/rule';
import { answer } from './answer';
import { endpointClient, endpointClientName } from './endpointClient';
import { visibleHosts } from './hostClusters';
import { ServicePlaces } from './placesOfService';
import { EnvoyCluster, ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { serviceClusters } from './serviceClusters';

const HOST = 'cart.shop.svc.cluster.local';

/** What a client is given for the service: as the one it is, and as one of many who are alike. */
const both: Rule<
  ProxyRef,
  {
    readonly name: string;
    readonly alone: ReadonlyMap<string, EnvoyCluster>;
    readonly alike: ReadonlyMap<string, EnvoyCluster>;
  }
> = {
  source: '3.11',
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    const service = mesh.ask(visibleHosts, ref).get(HOST);
    if (!proxy?.view || !service) throw new Error('no client');
    const served = { ...proxy, view: proxy.view };
    const client = endpointClient(mesh, served, service);
    return {
      name: endpointClientName(client),
      alone: serviceClusters(mesh, served, service),
      alike: serviceClusters(mesh, client, service),
    };
  },
};

const localities = fc.constantFrom('eu', 'eu/a', 'eu/a/1', 'eu/b', 'us/x', '');

const fleets = fc.record({
  parts: fc.array(
    fc.record({
      pods: fc.array(
        fc.record({
          count: fc.constant(1),
          locality: localities,
          labels: fc.constantFrom<Record<string, string>>({}, { tier: 'gold' }),
        }),
        { maxLength: 2 },
      ),
      locality: fc.constantFrom('eu/a/1', 'eu/c', 'eu/d', 'us/y', 'us/z', ''),
      network: fc.constantFrom('n1', 'n1', 'n1', 'n2', 'n3', ''),
      gateways: fc.constantFrom(0, 1),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  policy: fc.record({
    outlierDetection: fc.constantFrom(undefined, { consecutive5xxErrors: 5 }),
    loadBalancer: fc.constantFrom(
      undefined,
      undefined,
      { localityLbSetting: { enabled: true } },
      { localityLbSetting: { failover: [{ from: 'eu', to: 'us' }] } },
      { localityLbSetting: { failoverPriority: ['app=web'] } },
      { localityLbSetting: { failoverPriority: ['tier'] } },
      {
        localityLbSetting: { failoverPriority: ['topology.istio.io/cluster'] },
      },
      {
        localityLbSetting: {
          distribute: [{ from: 'eu/b/*', to: { 'eu/*': 80, 'us/*': 20 } }],
        },
      },
    ),
  }),
  selector: fc.constantFrom(
    undefined,
    { matchLabels: { app: 'web' } },
    { matchLabels: { app: 'other' } },
  ),
  service: fc.constantFrom(
    {},
    {},
    {},
    { internalTrafficPolicy: 'Local' },
    { trafficDistribution: 'PreferClose' },
    { trafficDistribution: 'PreferSameNode' },
  ),
  mesh: fc.constantFrom(
    '{}',
    'localityLbSetting: { enabled: true }',
    'serviceSettings: [{ settings: { clusterLocal: true }, hosts: ["*.shop.svc.cluster.local"] }]',
  ),
  version: fc.constantFrom('1.29.0', '1.31.0'),
});

/** The rule of the service, and one for the callers' namespace only, if some workloads of it are selected. */
function config(policy: unknown, workloadSelector: unknown) {
  const rule = destinationRule(policy, [
    { name: 'gold', labels: { tier: 'gold' }, trafficPolicy: policy },
  ]);
  return workloadSelector === undefined
    ? [rule]
    : [
        rule,
        {
          ...rule,
          metadata: { ...rule.metadata, namespace: 'web' },
          spec: { ...rule.spec, trafficPolicy: {}, workloadSelector },
        },
      ];
}

describe('endpointClient', () => {
  it('gives clients that are alike what each of them is given', () => {
    let shared = 0;
    fc.assert(
      fc.property(
        fleets,
        ({ parts, policy, selector, service, mesh, version }) => {
          const clusters = Object.fromEntries(
            parts.map((part, i) => [`c${i}`, part]),
          );
          const snapshot = serviceFleet({
            clusters,
            config: config(policy, selector),
            service,
            mesh,
            version,
          });
          const names = new Map<string, ReadonlyMap<string, EnvoyCluster>>();
          for (const cluster of Object.keys(clusters)) {
            const { name, alone, alike } = answer(
              snapshot,
              both,
              callerIn(cluster),
            ).value;
            expect(alike).toEqual(alone);
            const known = names.get(name);
            if (known) shared++;
            expect(alone).toEqual(known ?? alone);
            names.set(name, alone);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(shared).toBeGreaterThan(20);
  });
});

/** Endpoints in some places; a place is a network and a locality. */
function places(...texts: readonly string[]): ServicePlaces {
  return new ServicePlaces(
    texts.map(text => {
      const [network, locality] = text.split(' ');
      return { network, locality };
    }),
  );
}

describe('places of a service, reference 4.2 and 5.3', () => {
  const known = places('n1 eu/a/1', 'n2 us');

  it.each([
    ['eu/a/1', 'eu/a/1'],
    ['eu/a/2', 'eu/a/~'],
    ['eu/b/1', 'eu/~'],
    ['us', 'us'],
    ['us/x', 'us/~'],
    ['', '/~'],
  ])('are as far from %s as from %s', (locality, alike) => {
    expect(known.localityAsFarAsItMatters(locality)).toBe(alike);
  });

  it.each([
    ['n1', 'n1'],
    ['n2', 'n2'],
    ['n3', '~'],
    ['', ''],
  ])('are reached from network "%s" as from "%s"', (network, alike) => {
    expect(known.networkAsFarAsItMatters(network)).toBe(alike);
  });

  it.each(['n1 eu/~', '~ eu/a'])(
    'leave clients as they are where an object uses the name of nowhere: %s',
    text => {
      const odd = places(text);
      expect(odd.localityAsFarAsItMatters('eu/b')).toBe('eu/b');
      expect(odd.networkAsFarAsItMatters('n3')).toBe('n3');
    },
  );
});
