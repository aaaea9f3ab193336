import { fleet } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { serviceEndpoints } from './serviceEndpoints';

const meshNetworks = (text: string) => `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: '{}', meshNetworks: '{networks: {${text}}}'}
`;

/** Networks of the endpoints of `shop/cart`, as the istiod of `c1` sees them. */
function networks(yaml: string, home = 'istio-system'): readonly string[] {
  const { value } = answer(fleet({ c1: yaml }), serviceEndpoints, {
    controlPlane: { cluster: 'c1', namespace: home, deployment: 'istiod' },
    host: 'cart.shop.svc.cluster.local',
    namespace: 'shop',
  });
  return value.map(({ network }) => network);
}

const cart = (labels = '') =>
  docs(namespace('shop'), workload('shop/cart', { labels }));
const LABEL = 'topology.istio.io/network';

describe('network of an endpoint, reference 1.4', () => {
  it.each([
    [
      'label of the pod before that of the namespace',
      docs(istiod('c1', { network: 'n1' }), cart(`${LABEL}: n2`)),
      'n2',
    ],
    [
      'label of the system namespace',
      docs(istiod('c1', { network: 'n1' }), cart()),
      'n1',
    ],
    [
      'label of a system namespace that discovery selectors leave out',
      docs(
        istiod('c1', {
          network: 'n1',
          mesh: 'discoverySelectors: [{matchLabels: {kubernetes.io/metadata.name: shop}}]',
        }),
        cart(),
      ),
      'n1',
    ],
    [
      'label of the system namespace before mesh networks',
      docs(
        istiod('c1', { network: 'n1' }),
        meshNetworks('n9: {endpoints: [{fromRegistry: c1}]}'),
        cart(),
      ),
      'n1',
    ],
    [
      'mesh networks by registry',
      docs(
        istiod('c1'),
        meshNetworks('n9: {endpoints: [{fromRegistry: c1}]}'),
        cart(),
      ),
      'n9',
    ],
    [
      'mesh networks by address',
      docs(
        istiod('c1'),
        meshNetworks('n8: {endpoints: [{fromCidr: 10.0.0.0/24}]}'),
        cart(),
      ),
      'n8',
    ],
    ['nothing', docs(istiod('c1'), cart()), ''],
  ])('%s', (_, yaml, network) => {
    expect(networks(yaml)).toEqual([network]);
  });

  it('a label on the wrong system namespace has no effect', () => {
    const yaml = docs(
      istiod('c1', { namespace: 'mesh-a' }),
      namespace('istio-system', `${LABEL}: n1`),
      cart(),
    );
    expect(networks(yaml, 'mesh-a')).toEqual(['']);
  });

  it('a WorkloadEntry has only the network of its spec', () => {
    const entry = (spec: string) =>
      docs(
        istiod('c1', { network: 'n1' }),
        namespace('shop'),
        config(
          'ServiceEntry',
          'shop/cart',
          '{hosts: [cart.shop.svc.cluster.local], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC, workloadSelector: {labels: {app: cart}}}',
        ),
        config('WorkloadEntry', 'shop/cart', spec, `labels: {${LABEL}: n3}`),
      );
    const spec = 'address: 10.1.1.1, labels: {app: cart}';
    expect(networks(entry(`{${spec}}`))).toEqual(['']);
    expect(networks(entry(`{${spec}, network: n2}`))).toEqual(['n2']);
  });
});
