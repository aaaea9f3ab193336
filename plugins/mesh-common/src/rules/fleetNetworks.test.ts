import { fleet } from '../__testUtils__/fleet';
import { docs, istiod, workload } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { fleetNetworks } from './fleetNetworks';

const gateway = (network: string, ip: string) => `
apiVersion: v1
kind: Service
metadata: {name: eastwest, namespace: istio-system, labels: {topology.istio.io/network: ${network}}}
spec: {type: LoadBalancer, clusterIP: 10.9.0.2, selector: {istio: eastwest}, ports: [{name: tls, port: 15443}]}
status: {loadBalancer: {ingress: [{ip: ${ip}}]}}
---
apiVersion: v1
kind: Pod
metadata: {name: eastwest-1, namespace: istio-system, labels: {istio: eastwest}}
spec: {containers: [{name: istio-proxy, args: [proxy, router]}]}
status: {phase: Running, podIPs: [{ip: 10.2.0.8}], conditions: [{type: Ready, status: 'True'}]}
`;

const side = (
  cluster: string,
  network: string,
  watches: readonly string[],
  ...more: readonly string[]
) =>
  docs(
    istiod(cluster, { network, watches }),
    workload('shop/cart', { cluster, network }),
    ...more,
  );

const ALL = ['c1', 'c2', 'c3'];

describe('fleetNetworks, reference 4.3', () => {
  it('tells for each ordered pair how one gets to the other', () => {
    const { value } = answer(
      fleet({
        c1: side('c1', 'n1', ALL),
        c2: side('c2', 'n2', ['c1'], gateway('n2', '203.0.113.2')),
        c3: side('c3', 'n1', ALL),
        c4: workload('shop/cart', { cluster: 'c4' }),
      }),
      fleetNetworks,
      undefined,
    );

    expect(
      value.pairs
        .filter(({ to }) => to !== 'c4')
        .map(({ from, to, ways }) => [
          `${from} ${to}`,
          ways.map(({ code, gateways, pods }) =>
            [
              code,
              ...gateways.map(({ address, port }) => `${address}:${port}`),
              pods ? `${pods.ready}/${pods.all}` : undefined,
            ]
              .filter(Boolean)
              .join(' '),
          ),
        ]),
    ).toEqual([
      ['c1 c2', ['gateway 203.0.113.2:15443 1/1']],
      ['c1 c3', ['direct']],
      ['c2 c1', ['unreachable']],
      ['c2 c3', ['undiscovered']],
      ['c3 c1', ['direct']],
      ['c3 c2', ['gateway 203.0.113.2:15443 1/1']],
    ]);
    expect(
      value.pairs.filter(({ to }) => to === 'c4').map(({ ways }) => ways[0]),
    ).toMatchObject(ALL.map(() => ({ code: 'undiscovered' })));
    expect(value.networks).toEqual([
      { mesh: 'prod', network: 'n1', clusters: ['c1', 'c3'] },
      { mesh: 'prod', network: 'n2', clusters: ['c2'] },
    ]);
    expect(value.gateways).toMatchObject([
      { network: 'n2', cluster: 'c2', pods: { all: 1, ready: 1 } },
    ]);
  });
});
