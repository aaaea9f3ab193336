import { fleet } from '../__testUtils__/fleet';
import { docs, istiod, namespace, workload } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { serviceIdentities } from './serviceIdentities';

const meshConfig = (trustDomain: string, name = 'istio') => `
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: istio-system}
data: {mesh: '{trustDomain: ${trustDomain}}'}
`;

function identities({
  version = '1.31.0',
  revision = 'default',
  mesh = 'trustDomain: here',
  there = '',
  accounts = ['cart', 'cart'],
  deployment = revision === 'default' ? 'istiod' : `istiod-${revision}`,
}: {
  readonly version?: string;
  readonly revision?: string;
  readonly mesh?: string;
  /** Further objects of the other cluster. */
  readonly there?: string;
  readonly accounts?: readonly [string, string];
  readonly deployment?: string;
} = {}): readonly string[] {
  const [own, other] = accounts;
  const snapshot = fleet({
    c1: docs(
      istiod('c1', { version, revision, mesh, watches: ['c2'] }),
      workload('shop/cart', { account: own, addresses: '10.1.0', pods: 2 }),
    ),
    c2: docs(
      namespace('istio-system'),
      workload('shop/cart', {
        cluster: 'c2',
        account: other,
        addresses: '10.2.0',
      }),
      there,
    ),
  });
  return answer(snapshot, serviceIdentities, {
    controlPlane: { cluster: 'c1', namespace: 'istio-system', deployment },
    host: 'cart.shop.svc.cluster.local',
    namespace: 'shop',
  }).value;
}

const id = (trustDomain: string, account = 'cart') =>
  `spiffe://${trustDomain}/ns/shop/sa/${account}`;

describe('serviceIdentities, reference 7.1 and 7.3', () => {
  it.each<[string, Parameters<typeof identities>[0], readonly string[]]>([
    [
      'each cluster by the domain of its own mesh config',
      { there: meshConfig('there') },
      [id('here'), id('there')],
    ],
    ['without one by the default', {}, [id('cluster.local'), id('here')]],
    [
      'before 1.29 by that of the istiod',
      { version: '1.28.0', there: meshConfig('there') },
      [id('here')],
    ],
    [
      'a revision by the mesh config of its name',
      {
        revision: 'r2',
        there: docs(meshConfig('there'), meshConfig('other', 'istio-r2')),
      },
      [id('here'), id('other')],
    ],
    [
      'each account',
      { accounts: ['web', 'cart'], there: meshConfig('here') },
      [id('here'), id('here', 'web')],
    ],
    [
      'aliases, too',
      {
        mesh: 'trustDomain: here, trustDomainAliases: [old, here]',
        there: meshConfig('there'),
      },
      [id('here'), id('old'), id('there')],
    ],
    ['of an istiod that is not there, none', { deployment: 'lost' }, []],
  ])('%s', (_, options, expected) => {
    expect(identities(options)).toEqual(expected);
  });
});
