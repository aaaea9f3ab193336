import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { isOn } from './controlPlaneView';
import { mtlsOfWorkload } from './peerAuthentications';
import { InboundPort, ProxyRef } from './proxyConfig';
import { proxyOf, ServedProxy } from './proxyOf';
import { mtlsModeAt } from './serverMtls';
import { sidecarFor } from './visibleServices';
import { workloadPorts } from './workloadPorts';

/** How a sidecar accepts connections: by port of its own services or of the ingress of its Sidecar, and `*` for every other. Reference 7.6. */
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
      ...listenedPorts(mesh, ref, { ...proxy, view }),
      ...mtls.ports.keys(),
    ]);
    const ports = [...numbers].map(
      port => [String(port), { mtls: mtlsModeAt(mtls, port) }] as const,
    );
    return new Map([...ports, ['*', { mtls: mtls.mode }]]);
  },
};

const MERGE = 'PILOT_ALLOW_SIDECAR_SERVICE_INBOUND_LISTENER_MERGE';

/** Ports of which istiod writes a chain: those that services lead to, unless the Sidecar of the workload names its ingress. Reference 3.8. */
function listenedPorts(
  mesh: Mesh,
  ref: ProxyRef,
  { view, namespace, labels }: ServedProxy,
): readonly number[] {
  const sidecar = sidecarFor(mesh, view, namespace, labels);
  const named = (sidecar?.ingress ?? []).map(({ number }) => number);
  return named.length > 0 && !isOn(view, MERGE, false)
    ? named
    : [...named, ...mesh.ask(workloadPorts, ref)];
}
