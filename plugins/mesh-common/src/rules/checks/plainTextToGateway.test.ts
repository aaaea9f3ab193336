import { seenAs } from '../../__testUtils__/fleet';
import {
  FleetCluster,
  serviceFleet,
  ServiceFleet,
} from '../../__testUtils__/serviceFleet';
import { Kind } from '../../model/kinds';
import { Snapshot } from '../../model/snapshot';
import { findings } from '../findings';
import { plainTextToGateway } from './plainTextToGateway';

const OFF = 'enableAutoMtls: false';

const cluster = (network: string, gateways = 1): FleetCluster => ({
  pods: [{ count: 1, locality: 'eu/a' }],
  locality: 'eu/a',
  network,
  gateways,
});

const world = (options: Partial<ServiceFleet> = {}) =>
  serviceFleet({
    clusters: { c1: cluster('n1'), c2: cluster('n2') },
    mesh: OFF,
    ...options,
  });

const found = (snapshot: Snapshot) =>
  findings(snapshot, { checks: [plainTextToGateway] }).findings;

/** The services that are called in plain text. */
const told = (options: Partial<ServiceFleet>) =>
  found(world(options)).map(({ message }) =>
    message.replace(/^.* which those refuse: (.*)\.$/, '$1'),
  );

const rule = (trafficPolicy: object, more: object = {}) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: { host: 'cart.shop.svc.cluster.local', trafficPolicy, ...more },
});

describe('plain-text-to-gateway, reference 4.3', () => {
  it.each<[string, Partial<ServiceFleet>, readonly string[]]>([
    ['auto mTLS is off', {}, ['shop/cart']],
    ['auto mTLS is on', { mesh: '' }, []],
    ['one network', { clusters: { c1: cluster('n1'), c2: cluster('n1') } }, []],
    [
      'no gateways',
      { clusters: { c1: cluster('n1', 0), c2: cluster('n2', 0) } },
      [],
    ],
    [
      'a rule asks for mutual TLS',
      { config: [rule({ tls: { mode: 'ISTIO_MUTUAL' } })] },
      [],
    ],
    [
      'a rule asks for it at another port',
      {
        config: [
          rule({
            portLevelSettings: [
              { port: { number: 81 }, tls: { mode: 'ISTIO_MUTUAL' } },
            ],
          }),
        ],
      },
      ['shop/cart'],
    ],
    [
      'a rule asks for it at its port',
      {
        config: [
          rule({
            portLevelSettings: [
              { port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } },
            ],
          }),
        ],
      },
      [],
    ],
    [
      'a rule says nothing of TLS',
      { config: [rule({ outlierDetection: {} })] },
      ['shop/cart'],
    ],
  ])('%s', (_, options, expected) => {
    expect(told(options)).toEqual(expected);
  });

  it.each<[Kind, string, number]>([
    ['Namespace', 'c2', 0],
    ['Service', 'c2', 0],
    ['KubernetesGateway', 'c2', 0],
    ['DestinationRule', 'c1', 0],
    // A remote's copies are not read.
    ['DestinationRule', 'c2', 1],
  ])('while no %s of %s was ever seen, %d are told', (kind, where, count) => {
    const snapshot = seenAs(world(), {
      cluster: where,
      kind,
      state: 'forbidden',
    });
    expect(found(snapshot)).toHaveLength(count);
  });

  it('names the setting that decides', () => {
    const [{ subject, because }] = found(world());
    expect(subject).toMatchObject({
      kind: 'ControlPlane',
      namespace: 'istio-system',
      name: 'istiod',
      clusters: ['c1'],
    });
    expect(because).toContainEqual(
      expect.objectContaining({
        object: {
          cluster: 'c1',
          kind: 'ConfigMap',
          namespace: 'istio-system',
          name: 'istio',
        },
        field: 'data.mesh enableAutoMtls',
        found: 'false',
      }),
    );
  });
});
