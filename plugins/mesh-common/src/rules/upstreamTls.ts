import { Mesh } from '../model/mesh';
import { ClientTls, PolicyBlocks } from '../model/trafficPolicy';
import { ControlPlaneView } from './controlPlaneView';
import { MeshPort, MeshService } from './meshServices';
import { mtlsOfWorkload } from './peerAuthentications';
import { EnvoyCluster } from './proxyConfig';
import { serviceEndpoints } from './serviceEndpoints';
import { serviceIdentities } from './serviceIdentities';

/** How a client secures connections to a service. Reference 7.3, 7.6. */
export interface UpstreamTls {
  readonly tls: EnvoyCluster['tls'];
  /** Identities it accepts; `undefined`: any that the roots vouch for. */
  readonly sans: readonly string[] | undefined;
}

/** As the rule says; without a word, Envoy decides per endpoint, unless nothing behind the service can do mTLS. Reference 7.6. */
export function upstreamTls(
  mesh: Mesh,
  view: ControlPlaneView,
  question: {
    readonly service: MeshService;
    readonly port: MeshPort;
    readonly policy: PolicyBlocks;
    /** Type of the Envoy cluster is ORIGINAL_DST: there are no endpoints to decide by. */
    readonly originalDestination: boolean;
    /** Gateways may read a credential, and sidecars for a rule that names their workloads. */
    readonly readsCredentials: boolean;
  },
): UpstreamTls {
  const { service, policy } = question;
  if (policy.tls)
    return asWritten(
      mesh,
      view,
      service,
      policy.tls,
      question.readsCredentials,
    );
  if (
    service.external ||
    !view.settings.enableAutoMtls ||
    isPlain(mesh, view, question)
  )
    return { tls: 'none', sans: undefined };
  return {
    tls: question.originalDestination ? 'mutual-istio' : 'auto',
    sans: accepted(mesh, view, service, []),
  };
}

function asWritten(
  mesh: Mesh,
  view: ControlPlaneView,
  service: MeshService,
  { mode, credentialName, subjectAltNames }: ClientTls,
  readsCredentials: boolean,
): UpstreamTls {
  if (mode === 'ISTIO_MUTUAL')
    return {
      tls: 'mutual-istio',
      sans: accepted(mesh, view, service, subjectAltNames),
    };
  if (mode === 'DISABLE' || (credentialName && !readsCredentials))
    return { tls: 'none', sans: undefined };
  const names =
    subjectAltNames.length > 0
      ? subjectAltNames
      : service.entry?.subjectAltNames ?? [];
  return {
    tls: mode === 'SIMPLE' ? 'simple' : 'mutual',
    sans: names.length > 0 ? names : undefined,
  };
}

function accepted(
  mesh: Mesh,
  view: ControlPlaneView,
  service: MeshService,
  named: readonly string[],
): readonly string[] | undefined {
  if (named.length > 0) return named;
  const { host, namespace } = service;
  const identities = mesh.ask(serviceIdentities, {
    controlPlane: view.key,
    host,
    namespace,
  });
  return identities.length > 0 ? identities : undefined;
}

/** Whether a service is known to take plain text only: by the policies of its namespace and mesh, or because an endpoint that is dialled directly has no sidecar. */
function isPlain(
  mesh: Mesh,
  view: ControlPlaneView,
  {
    service,
    port,
    originalDestination,
  }: {
    readonly service: MeshService;
    readonly port: MeshPort;
    readonly originalDestination: boolean;
  },
): boolean {
  const { host, namespace } = service;
  if (originalDestination) {
    const endpoints = mesh
      .ask(serviceEndpoints, { controlPlane: view.key, host, namespace })
      .filter(({ portName }) => portName === port.name);
    if (
      endpoints.length === 0 ||
      endpoints.some(({ tlsMode }) => tlsMode === 'disabled')
    )
      return true;
  }
  return (
    mtlsOfWorkload(mesh, view, { namespace, labels: new Map() }).mode ===
    'DISABLE'
  );
}
