import { fleet } from '../__testUtils__/fleet';
import { docs, namespace, workload } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import {
  clusterNetwork,
  networkOfAddress,
  networkOfRegistry,
} from './podNetwork';

const networks = (text: string) => `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: '{}', meshNetworks: '{networks: ${text}}'}
`;

const network = (...objects: readonly string[]) =>
  answer(fleet({ c1: docs(...objects) }), clusterNetwork, {
    cluster: 'c1',
    systemNamespace: 'istio-system',
  });

const OF_C1 =
  '{n1: {endpoints: [{fromRegistry: c1}]}, n2: {endpoints: [{fromRegistry: c2}]}}';

describe('clusterNetwork, reference 1.4', () => {
  /** Its proxies tell the ID of the cluster. */
  const clusterId = workload('shop/cart', { cluster: 'c1' });

  it('is the label of the system namespace', () => {
    const { value, because } = network(
      namespace('istio-system', 'topology.istio.io/network: n9'),
      networks(OF_C1),
    );
    expect(value).toBe('n9');
    expect(because).toContainEqual(
      expect.objectContaining({
        object: {
          cluster: 'c1',
          kind: 'Namespace',
          namespace: '',
          name: 'istio-system',
        },
      }),
    );
  });

  it.each<[string, string, string]>([
    ['the network that mesh networks give to the cluster', OF_C1, 'n1'],
    [
      'none, where they speak of another cluster',
      '{n2: {endpoints: [{fromRegistry: c2}]}}',
      '',
    ],
    [
      'none, where they name addresses',
      '{n1: {endpoints: [{fromCidr: 0.0.0.0/0}]}}',
      '',
    ],
    ['none, where there are none', '{}', ''],
  ])('else %s', (_, text, expected) => {
    expect(network(clusterId, networks(text)).value).toBe(expected);
  });
});

describe('mesh networks, reference 1.4', () => {
  const parsed = [
    {
      name: 'n1',
      endpoints: [
        { code: 'registry' as const, clusterId: 'c1' },
        { code: 'cidr' as const, cidr: '10.1.0.0/16' },
      ],
      gateways: [],
    },
    {
      name: 'n2',
      endpoints: [{ code: 'registry' as const, clusterId: 'c2' }],
      gateways: [],
    },
  ];

  it.each([
    ['c1', 'n1'],
    ['c2', 'n2'],
    ['c3', undefined],
    ['10.1.0.0/16', undefined],
  ])('the registry %s is in %s', (clusterId, expected) => {
    expect(networkOfRegistry(parsed, clusterId)).toBe(expected);
  });

  it.each([
    ['10.1.2.3', 'n1'],
    ['10.2.2.3', undefined],
    ['c2', undefined],
  ])('the address %s is in %s', (address, expected) => {
    expect(networkOfAddress(parsed, address)).toBe(expected);
  });
});
