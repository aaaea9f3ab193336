import { Rule } from '../model/rule';
import { mtlsOfWorkload } from './peerAuthentications';
import { InboundPort, ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { mtlsModeAt } from './serverMtls';
import { workloadPorts } from './workloadPorts';

/** How a sidecar accepts connections: by port of its own services, and `*` for every other. Reference 7.6. */
export const proxyInbound: Rule<ProxyRef, ReadonlyMap<string, InboundPort>> = {
  source: '7.6',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (
      !proxy?.view ||
      proxy.rejected !== undefined ||
      proxy.kind !== 'sidecar'
    )
      return new Map();
    const { view, pod } = proxy;
    const mtls = mtlsOfWorkload(mesh, view, {
      namespace: pod.namespace,
      labels: proxy.labels,
    });
    for (const { namespace, name } of mtls.from) {
      mesh.because(
        {
          cluster: view.configCluster,
          kind: 'PeerAuthentication',
          namespace,
          name,
        },
        'spec.mtls',
        mtls.mode,
      );
    }
    // A policy that names a port makes istiod write a chain for it, whether or not a service leads there.
    const numbers = new Set([
      ...mesh.ask(workloadPorts, ref),
      ...mtls.ports.keys(),
    ]);
    const ports = [...numbers].map(
      port => [String(port), { mtls: mtlsModeAt(mtls, port) }] as const,
    );
    return new Map([...ports, ['*', { mtls: mtls.mode }]]);
  },
};
