import { fleet } from '../__testUtils__/fleet';
import { docs, istiod, namespace, workload } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { proxyOf } from './proxyOf';
import { watchedClusters } from './watchedClusters';
import { istiods } from './istiods';

const remote = (claim: string) =>
  docs(
    '{apiVersion: v1, kind: Namespace, metadata: {name: istio-system, annotations: {topology.istio.io/controlPlaneClusters: c1}}}',
    namespace('shop'),
    workload('shop/cart', { cluster: claim }),
  );

/** The proxy of a remote that claims an ID, under an istiod that knows its remote by another or the same. */
const accepted = (claim: string, known: string) => {
  const snapshot = fleet({
    c1: istiod('c1', { watches: [known] }),
    c2: remote(claim),
  });
  const { value } = answer(snapshot, proxyOf, {
    cluster: 'c2',
    namespace: 'shop',
    pod: 'cart-1',
  });
  return { clusterId: value?.clusterId, rejected: value?.rejected };
};

describe('what a proxy claims and istiod knows, reference 1.1', () => {
  it('both name the cluster alike', () => {
    expect(accepted('c2', 'c2')).toEqual({
      clusterId: 'c2',
      rejected: undefined,
    });
  });

  it('a remote that istiod knows by another ID gets no configuration', () => {
    expect(accepted('c2', 'cluster2')).toEqual({
      clusterId: 'c2',
      rejected:
        'istiod has no cluster "c2" to check the token of this proxy with',
    });
  });

  it('nothing claimed means the own cluster of istiod', () => {
    expect(accepted("''", 'c2')).toEqual({
      clusterId: 'c1',
      rejected: undefined,
    });
  });

  it('two primaries that kept the default ID do not see each other', () => {
    const snapshot = fleet({
      c1: istiod('Kubernetes', { watches: ['Kubernetes'] }),
      c2: istiod('Kubernetes', { watches: ['Kubernetes'] }),
    });
    const [own] = answer(snapshot, istiods, 'c1').value;
    expect(answer(snapshot, watchedClusters, own).value.registries).toEqual([]);
  });
});
