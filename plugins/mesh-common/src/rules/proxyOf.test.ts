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

describe('which istiod a proxy belongs to, reference 1.5', () => {
  const istiodOf = (
    clusters: { readonly [name: string]: string },
    cluster = 'c1',
  ) => {
    const { value } = answer(fleet(clusters), proxyOf, {
      cluster,
      namespace: 'shop',
      pod: 'cart-1',
    });
    const key = value?.view?.key;
    return key && `${key.cluster} ${key.namespace}/${key.deployment}`;
  };
  const blue = istiod('c1', { revision: 'blue', watches: ['c2'] });
  const plain = istiod('c1', { watches: ['c2'] });
  const elsewhere = istiod('c1', { namespace: 'blue', revision: 'blue' });
  const cart = (options: Parameters<typeof workload>[1] = {}) =>
    docs(namespace('shop'), workload('shop/cart', options));
  /** A proxy whose address names an istiod of namespace `blue`. */
  const ofBlue = cart({ revision: 'blue' }).replace(
    'istio-system.svc',
    'blue.svc',
  );

  it.each<[string, readonly string[], string]>([
    ['the only one', [plain, cart()], 'c1 istio-system/istiod'],
    [
      'that of its revision',
      [plain, blue, cart({ revision: 'blue' })],
      'c1 istio-system/istiod-blue',
    ],
    [
      'that of no revision, for a proxy that names none',
      [blue, plain, cart()],
      'c1 istio-system/istiod',
    ],
    [
      'that of the namespace it connects to, before one of its revision',
      [blue, istiod('c1', { namespace: 'blue' }), ofBlue],
      'c1 blue/istiod',
    ],
    [
      'that of both, if there is one',
      [blue, istiod('c1', { namespace: 'blue' }), elsewhere, ofBlue],
      'c1 blue/istiod-blue',
    ],
    [
      'the first by name, where none fits',
      [
        istiod('c1', { revision: 'r2' }),
        istiod('c1', { revision: 'r1' }),
        cart(),
      ],
      'c1 istio-system/istiod-r1',
    ],
  ])('is %s', (_, objects, expected) => {
    expect(istiodOf({ c1: docs(...objects) })).toBe(expected);
  });

  const servedBy = (by: string) =>
    docs(
      `{apiVersion: v1, kind: Namespace, metadata: {name: istio-system, annotations: {topology.istio.io/controlPlaneClusters: '${by}'}}}`,
      cart({ cluster: 'c2' }),
    );

  it('is one of the cluster that serves its own', () => {
    const c2 = servedBy('c1');
    expect(istiodOf({ c1: plain, c2 }, 'c2')).toBe('c1 istio-system/istiod');
  });

  it('is one of the first primary, where the cluster leaves open who serves it', () => {
    const clusters = { c0: namespace('shop'), c1: plain, c2: servedBy('*') };
    expect(istiodOf(clusters, 'c2')).toBe('c1 istio-system/istiod');
  });

  it('is none where there is no primary, or nobody says who serves the cluster', () => {
    expect(istiodOf({ c2: servedBy('*') }, 'c2')).toBeUndefined();
    expect(
      istiodOf({ c1: plain, c2: cart({ cluster: 'c2' }) }, 'c2'),
    ).toBeUndefined();
  });
});

describe('what a proxy is, reference 1.1 and 2.4', () => {
  const proxy = (from: string, to: string) =>
    answer(
      fleet({
        c1: docs(
          istiod('c1'),
          namespace('shop'),
          workload('shop/cart').replaceAll(from, to),
        ),
      }),
      proxyOf,
      { cluster: 'c1', namespace: 'shop', pod: 'cart-1' },
    ).value;

  it.each([
    ['sidecar', 'sidecar'],
    ['router', 'ingress'],
    ['waypoint', 'waypoint'],
    ['ztunnel', 'ztunnel'],
    ['', 'sidecar'],
  ])('%s by its arguments is %s', (role, kind) => {
    expect(proxy('[proxy, sidecar]', `[proxy, '${role}']`)?.kind).toBe(kind);
  });

  it.each([
    ['10.0.0.1', { ipv4: true, ipv6: false }],
    ["'2001:db8::1'", { ipv4: false, ipv6: true }],
    ["10.0.0.1}, {ip: '2001:db8::1'", { ipv4: true, ipv6: true }],
  ])('has the address families of its addresses, %s', (ip, expected) => {
    expect(
      proxy('podIPs: [{ip: 10.0.0.1', `podIPs: [{ip: ${ip}`),
    ).toMatchObject({
      addressFamilies: expected,
    });
  });

  it('there is none of a pod without proxy, or that is not there', () => {
    expect(proxy('istio-proxy', 'app')).toBeUndefined();
    expect(proxy('name: cart-1', 'name: cart-2')).toBeUndefined();
  });
});
