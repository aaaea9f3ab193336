import { Mesh } from '../model/mesh';
import { GatewayServer } from '../model/records/gateway';
import {
  KubernetesGatewayListener,
  KubernetesGatewayRecord,
} from '../model/records/gatewayApi';
import { matchesSelector } from '../model/selector';
import { ControlPlaneView } from './controlPlaneView';
import { isRead, isSelected } from './discovery';
import { MeshGateway } from './meshGateways';

const CONTROLLER = 'istio.io/gateway-controller';

/** Class that Istio serves without an object of its own. Others of its classes have no listeners of this sort. */
const BUILT_IN_CLASS = 'istio';

/** One listener of a Gateway of the Gateway API. */
export interface ListenerGateway extends MeshGateway {
  /** Name of the listener. */
  readonly section: string;
  readonly servers: readonly [GatewayServer];
}

/** Listeners of the Gateway API as gateways of one server each. Reference 4.5. */
export function kubernetesGateways(
  mesh: Mesh,
  view: ControlPlaneView,
): readonly ListenerGateway[] {
  return mesh
    .list(view.configCluster, 'KubernetesGateway')
    .filter(
      object => isRead(mesh, view, object) && isServed(mesh, view, object),
    )
    .flatMap(object =>
      object.listeners.map(listener => ({
        id: `${object.namespace}/${object.name}~${listener.name}`,
        section: listener.name,
        namespace: object.namespace,
        servedBy: {
          code: 'services' as const,
          hosts: servicesOf(object, view.domain),
        },
        servers: [serverOf(mesh, view, object, listener)] as const,
        from: { ...object, kind: 'KubernetesGateway' as const },
      })),
    );
}

function isServed(
  mesh: Mesh,
  view: ControlPlaneView,
  { className }: KubernetesGatewayRecord,
): boolean {
  const found = mesh.get(view.configCluster, 'GatewayClass', {
    namespace: '',
    name: className,
  });
  return found
    ? found.controllerName === CONTROLLER
    : className === BUILT_IN_CLASS;
}

/** Services whose pods serve the Gateway: the one that is made for it, else those that it names as addresses. */
function servicesOf(
  { namespace, name, className, addresses }: KubernetesGatewayRecord,
  domain: string,
): readonly string[] {
  const [only, ...more] = addresses;
  const managed =
    only === undefined ||
    (more.length === 0 && (only.type ?? 'IPAddress') === 'IPAddress');
  if (managed) return [`${name}-${className}.${namespace}.svc.${domain}`];
  return addresses
    .filter(({ type }) => type === undefined || type === 'Hostname')
    .map(({ value }) =>
      value.includes('.') ? value : `${value}.${namespace}.svc.${domain}`,
    );
}

function serverOf(
  mesh: Mesh,
  view: ControlPlaneView,
  gateway: KubernetesGatewayRecord,
  listener: KubernetesGatewayListener,
): GatewayServer {
  const { port, protocol, hostname = '*' } = listener;
  const namespaces = allowedNamespaces(mesh, view, gateway, listener);
  return {
    port: { number: port, name: 'default', protocol },
    // Nobody may attach a route, but the host is taken.
    hosts: (namespaces.length === 0 ? ['~'] : namespaces).map(
      namespace => `${namespace}/${hostname}`,
    ),
    tlsMode: tlsModeOf(gateway, listener),
    httpsRedirect: false,
  };
}

function allowedNamespaces(
  mesh: Mesh,
  view: ControlPlaneView,
  { namespace }: KubernetesGatewayRecord,
  { routesFrom, routeNamespaces }: KubernetesGatewayListener,
): readonly string[] {
  if (routesFrom === 'All') return ['*'];
  if (routesFrom === 'Same') return [namespace];
  return mesh
    .list(view.configCluster, 'Namespace')
    .filter(
      ({ name, labels }) =>
        isSelected(mesh, view, view.configCluster, name) &&
        matchesSelector(routeNamespaces, labels),
    )
    .map(({ name }) => name);
}

function tlsModeOf(
  { labels }: KubernetesGatewayRecord,
  { port, tlsMode, tlsOptions }: KubernetesGatewayListener,
): string | undefined {
  if (tlsMode === undefined) return undefined;
  if (tlsMode !== 'Passthrough') return 'SIMPLE';
  const gatewayPort = labels.get('networking.istio.io/gatewayPort') ?? '15443';
  const auto =
    tlsOptions.get('gateway.istio.io/listener-protocol') ===
      'auto-passthrough' ||
    (labels.has('topology.istio.io/network') && String(port) === gatewayPort);
  return auto ? 'AUTO_PASSTHROUGH' : 'PASSTHROUGH';
}
