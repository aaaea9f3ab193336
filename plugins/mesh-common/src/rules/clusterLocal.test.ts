import { MeshSettings } from '../model/meshConfig';
import { clusterLocalHosts, isClusterLocal } from './clusterLocal';

function local(
  host: string,
  settings: MeshSettings['clusterLocal'],
  exceptions = true,
): boolean {
  return isClusterLocal(
    host,
    clusterLocalHosts({
      settings,
      domain: 'cluster.local',
      discoveryHost: 'istiod.istio-system.svc.cluster.local',
      exceptions,
    }),
  );
}

const inside = [
  { host: '*', clusterLocal: true },
  { host: '*.shop.svc.cluster.local', clusterLocal: false },
];
const kubeSystem = [
  { host: '*.kube-system.svc.cluster.local', clusterLocal: false },
];
const dns = [
  { host: 'dns.kube-system.svc.cluster.local', clusterLocal: false },
];

describe('clusterLocal, reference 3.8', () => {
  it.each([
    ['dns.kube-system.svc.cluster.local', [], true],
    ['istiod.istio-system.svc.cluster.local', [], true],
    ['cart.shop.svc.cluster.local', [], false],
    ['cart.shop.svc.cluster.local', inside, false],
    ['cart.other.svc.cluster.local', inside, true],
    ['kubernetes.default.svc.cluster.local', inside, true],
    ['dns.kube-system.svc.cluster.local', kubeSystem, false],
    // One exception opens the whole namespace.
    ['metrics.kube-system.svc.cluster.local', dns, false],
  ])('%s with %j: %s', (host, settings, expected) => {
    expect(local(host, settings)).toBe(expected);
  });

  it('knew no exceptions before 1.22', () => {
    expect(local('cart.shop.svc.cluster.local', inside, false)).toBe(true);
  });
});
