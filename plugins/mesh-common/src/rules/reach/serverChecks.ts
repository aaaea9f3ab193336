import { Mesh } from '../../model/mesh';
import { ClusterName } from '../../model/refs';
import { mtlsOfWorkload } from '../peerAuthentications';
import { AssignedEndpoint, EnvoyCluster } from '../proxyConfig';
import { proxyOf, ServedProxy } from '../proxyOf';
import { mtlsModeAt } from '../serverMtls';
import { sidecarFor } from '../visibleServices';
import { fail, foundAt, pass, ReachFinding, warn } from './reachCheck';
import { ReachScope } from './reachContext';
import { destinations, endpointsThere } from './routingChecks';
import { NOTHING_TO_LOOK_AT } from './serviceChecks';

/** 30: servers take what the client sends. */
export function serverTakesIt(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { endpoints, paths } = scope;
  if (paths.length === 0) return NOTHING_TO_LOOK_AT;
  const sent = called(scope).map(cluster => securedBy(cluster, scope));
  const findings = endpoints.flatMap(({ pod, namespace, port }) =>
    pod === undefined
      ? []
      : [atServer(mesh, scope, { pod, namespace, port, sent })],
  );
  const failed = findings.filter(({ status }) => status === 'fail');
  const [first] = failed;
  if (!first)
    return (
      findings.find(({ status }) => status === 'warn') ??
      pass('Servers take what the client sends.')
    );
  return failed.length === findings.length ? first : warn(first.text, first.at);
}

function atServer(
  mesh: Mesh,
  { question: { to } }: ReachScope,
  server: {
    readonly pod: string;
    readonly namespace: string;
    readonly port: number;
    readonly sent: readonly ('plain' | 'mtls' | 'none')[];
  },
): ReachFinding {
  const { pod, namespace, port, sent } = server;
  const proxy = mesh.ask(proxyOf, { cluster: to, namespace, pod });
  const fix = 'Make the PeerAuthentication and the DestinationRule agree.';
  if (!proxy?.view)
    return sent.includes('mtls')
      ? fail(
          `Pod ${pod} in ${to} has no sidecar, and the client sends it mutual TLS.`,
          'Inject a sidecar there, or let the DestinationRule not ask for ISTIO_MUTUAL.',
          foundAt(to, 'Pod', { namespace, name: pod }, 'spec.containers'),
        )
      : pass(`Pod ${pod} takes plain text.`);
  const mtls = mtlsOfWorkload(mesh, proxy.view, {
    namespace,
    labels: proxy.pod.labels,
  });
  const mode = mtlsModeAt(mtls, port);
  const policy = mtls.from.at(-1);
  const at =
    policy &&
    foundAt(
      proxy.view.configCluster,
      'PeerAuthentication',
      policy,
      'spec.mtls.mode',
    );
  if (mode === 'STRICT' && sent.includes('plain'))
    return fail(
      `Pod ${pod} in ${to} takes mutual TLS only, and the client sends plain text.`,
      fix,
      at,
    );
  if (mode === 'DISABLE' && sent.includes('mtls'))
    return fail(
      `Pod ${pod} in ${to} takes no mutual TLS, and the client sends it.`,
      fix,
      at,
    );
  return (
    sentElsewhere(mesh, { ...proxy, view: proxy.view }, { to, pod, port }) ??
    pass(`Pod ${pod} takes what the client sends.`, at)
  );
}

/** A Sidecar may send what comes in at a port to somewhere else in the pod. Reference 3.8. */
function sentElsewhere(
  mesh: Mesh,
  { view, namespace, labels }: ServedProxy,
  {
    to,
    pod,
    port,
  }: { readonly to: ClusterName; readonly pod: string; readonly port: number },
): ReachFinding | undefined {
  const sidecar = sidecarFor(mesh, view, namespace, labels);
  const listener = sidecar?.ingress.find(({ number }) => number === port);
  if (!sidecar || !listener?.defaultEndpoint) return undefined;
  const { defaultEndpoint } = listener;
  return defaultEndpoint.endsWith(`:${port}`)
    ? undefined
    : warn(
        `The Sidecar of pod ${pod} in ${to} sends port ${port} on to ${defaultEndpoint}, and whether anything listens there cannot be seen.`,
        foundAt(view.configCluster, 'Sidecar', sidecar, 'spec.ingress'),
      );
}

/** Envoy clusters of the service that the client calls; the whole of it, if no route tells. */
export function called(scope: ReachScope): readonly EnvoyCluster[] {
  const { clusters, visible, port } = scope;
  const found = [...destinations(scope).values()].flatMap(c => (c ? [c] : []));
  const whole = clusters.get(`outbound|${port?.number}||${visible?.host}`);
  return found.length > 0 || !whole ? found : [whole];
}

/** What the client sends to endpoints of the target cluster. */
export function securedBy(
  cluster: EnvoyCluster,
  scope: ReachScope,
): 'plain' | 'mtls' | 'none' {
  const { tls } = cluster;
  const own = endpointsThere(scope, cluster);
  if (own.length === 0) return 'none';
  if (tls === 'auto') return own.every(isMutual) ? 'mtls' : 'plain';
  return tls === 'mutual-istio' ? 'mtls' : 'plain';
}

function isMutual({ mtls, gateway }: AssignedEndpoint): boolean {
  return mtls || gateway;
}
