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

describe('the network in the labels of a proxy, reference 3.3', () => {
  const labelled = (options: {
    readonly ofPod?: string;
    readonly ofMesh?: string;
    readonly claimed?: string;
    readonly mesh?: string;
  }) => {
    const { ofPod = '', ofMesh = '', claimed = '', mesh = '' } = options;
    const snapshot = fleet({
      c1: docs(
        istiod('c1', { network: ofMesh, mesh }),
        namespace('shop'),
        workload('shop/cart', {
          network: claimed,
          labels: ofPod && `topology.istio.io/network: ${ofPod}`,
        }),
      ),
    });
    const { value } = answer(snapshot, proxyOf, {
      cluster: 'c1',
      namespace: 'shop',
      pod: 'cart-1',
    });
    return {
      label: value?.labels.get('topology.istio.io/network') ?? '',
      claimed: value?.network,
    };
  };
  const ELSEWHERE = 'discoverySelectors: [{matchLabels: {mesh: member}}]';

  it.each([
    ['that of the pod', { ofPod: 'n1', ofMesh: 'n2', claimed: 'n3' }, 'n1'],
    ['that of the system namespace', { ofMesh: 'n2', claimed: 'n3' }, 'n2'],
    ['what is claimed', { claimed: 'n3' }, 'n3'],
    [
      'what is claimed, where the namespace is not selected',
      { ofMesh: 'n2', claimed: 'n3', mesh: ELSEWHERE },
      'n3',
    ],
    ['none', {}, ''],
  ])('is %s', (_, options, label) => {
    expect(labelled(options)).toEqual({
      label,
      claimed: 'claimed' in options ? options.claimed : '',
    });
  });
});
