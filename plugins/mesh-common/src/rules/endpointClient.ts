import { Labels, NO_LABELS } from '../model/record';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { LocalityLbSetting, TrafficPolicy } from '../model/trafficPolicy';
import { hasAmbient, hasAmbientMultiNetwork } from './ambientSwitches';
import { isClusterLocal } from './clusterLocal';
import { clusterLocalOf } from './clusterLocalOf';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
  isOn,
} from './controlPlaneView';
import { MergedDestinationRule } from './destinationRuleIndex';
import { destinationRules } from './destinationRules';
import { localityHandling } from './localitySetting';
import { MeshService } from './meshServices';
import { placesOfService } from './placesOfService';
import { ServedProxy } from './proxyOf';

/** A proxy as far as the Envoy clusters of a service that it is given depend on it. */
export type EndpointClient = Pick<
  ServedProxy,
  | 'kind'
  | 'view'
  | 'namespace'
  | 'clusterId'
  | 'network'
  | 'locality'
  | 'labels'
  | 'addressFamilies'
  | 'nodeName'
  | 'requestedNetworks'
>;

/**
 * A proxy without what makes no difference to the Envoy clusters of a service. Many callers of a service are alike then, and what one of
 * them is given is worked out for all. Reference 3.11, 5.2, 5.3, 6.1.
 */
export function endpointClient(
  mesh: Mesh,
  proxy: ServedProxy,
  service: MeshService,
): EndpointClient {
  const { kind, view, addressFamilies } = proxy;
  const { host, namespace, distribution, nodeLocal } = service;
  const facets = mesh.ask(facetsThatMatter, {
    controlPlane: view.key,
    callers: proxy.namespace,
    service: { host, namespace, distribution, nodeLocal },
  });
  const places = mesh.ask(placesOfService, {
    controlPlane: view.key,
    host,
    namespace,
  });
  return {
    kind,
    view,
    namespace: facets.namespace ?? proxy.namespace,
    clusterId: facets.cluster ? proxy.clusterId : '',
    network: facets.network
      ? proxy.network
      : places.networkAsFarAsItMatters(proxy.network),
    locality: facets.locality
      ? proxy.locality
      : places.localityAsFarAsItMatters(proxy.locality),
    labels: labelsOf(proxy, facets.labels),
    addressFamilies,
    nodeName: nodeLocal ? proxy.nodeName : '',
    requestedNetworks: proxy.requestedNetworks,
  };
}

/** What of the proxies of a namespace may make a difference to the Envoy clusters of a service. */
interface Facets {
  /** Another namespace whose clients find the same rule; `undefined`: the very namespace matters. */
  readonly namespace: string | undefined;
  /** The very cluster, network or locality matters. */
  readonly cluster: boolean;
  readonly network: boolean;
  readonly locality: boolean;
  readonly labels: {
    readonly selected: readonly string[];
    readonly ranked: readonly string[];
  };
}

const ALL_MATTER: Facets = {
  namespace: undefined,
  cluster: true,
  network: true,
  locality: true,
  labels: { selected: [], ranked: [] },
};

const facetsThatMatter: Rule<
  {
    readonly controlPlane: ControlPlaneKey;
    /** Namespace of the proxies. */
    readonly callers: string;
    readonly service: Pick<
      MeshService,
      'host' | 'namespace' | 'distribution' | 'nodeLocal'
    >;
  },
  Facets
> = {
  source: '5.2',
  nameOf: ({ controlPlane, callers, service }) =>
    [
      controlPlaneName(controlPlane),
      callers,
      service.host,
      service.namespace,
      service.distribution ?? '',
      service.nodeLocal,
    ].join(' '),
  ask(mesh, { controlPlane, callers, service }) {
    const view = mesh.ask(controlPlaneView, controlPlane);
    if (!view) return ALL_MATTER;
    const index = mesh.ask(destinationRules, controlPlane);
    const rules = index.visible(callers, service);
    const settings = localitySettings(view, service, rules);
    const selected = rules.flatMap(({ workloadSelector }) => [
      ...(workloadSelector?.keys() ?? []),
    ]);
    const atHome = index.visible(service.namespace, service);
    const findsSame =
      ![...rules, ...atHome].some(rule => rule.workloadSelector) &&
      rules.at(-1) === atHome.at(-1);
    return {
      namespace: findsSame ? service.namespace : undefined,
      cluster: staysAtHome(mesh, view, service),
      network: hasAmbient(view),
      locality: settings.some(({ distribute }) => distribute.length > 0),
      labels: {
        selected,
        ranked: settings.flatMap(({ failoverPriority }) =>
          failoverPriority.map(item => item.split('=')[0]),
        ),
      },
    };
  },
};

/** Name of a client in memos. */
export function endpointClientName(client: EndpointClient): string {
  const { cluster, namespace, deployment } = client.view.key;
  return JSON.stringify([
    [cluster, namespace, deployment],
    client.kind,
    client.namespace,
    client.clusterId,
    client.network,
    client.locality,
    [...client.labels],
    client.addressFamilies.ipv4,
    client.addressFamilies.ipv6,
    client.nodeName,
    client.requestedNetworks,
  ]);
}

/** Whether some endpoints may be for clients of one cluster only. Reference 3.8, 3.10, 4.7. */
function staysAtHome(
  mesh: Mesh,
  view: ControlPlaneView,
  { host, nodeLocal }: Pick<MeshService, 'host' | 'nodeLocal'>,
): boolean {
  return (
    nodeLocal ||
    hasAmbientMultiNetwork(view) ||
    isOn(view, 'ENABLE_MCS_SERVICE_DISCOVERY', false) ||
    isClusterLocal(host, mesh.ask(clusterLocalOf, view.key))
  );
}

/** Every locality setting that may count for some port or subset of a service. Reference 5.2. */
function localitySettings(
  { settings, profile }: ControlPlaneView,
  { distribution }: Pick<MeshService, 'distribution'>,
  rules: readonly MergedDestinationRule[],
): readonly LocalityLbSetting[] {
  const preferred = localityHandling({
    rule: undefined,
    distribution,
    mesh: { locality: settings.locality, zoneAware: undefined },
    zoneAware: profile.zoneAware,
    closeMeansSubzone: profile.closeMeansSubzone,
  });
  return [
    ...(preferred.code === 'locality' ? [preferred.setting] : []),
    ...[
      settings.defaultTrafficPolicy,
      ...rules.flatMap(({ trafficPolicy, subsets }) => [
        trafficPolicy,
        ...subsets.map(subset => subset.trafficPolicy),
      ]),
    ].flatMap(writtenSettings),
  ];
}

function writtenSettings(
  policy: TrafficPolicy | undefined,
): readonly LocalityLbSetting[] {
  return policy
    ? [policy, ...policy.ports.values()].flatMap(
        ({ loadBalancer }) => loadBalancer?.locality ?? [],
      )
    : [];
}

/** Labels by which rules select clients or rank endpoints. To have none of those is not the same as to have no labels. */
function labelsOf(
  { labels }: ServedProxy,
  { selected, ranked }: Facets['labels'],
): Labels {
  const keys = new Set([...selected, ...ranked]);
  if (keys.size === 0) return NO_LABELS;
  const kept = [...labels].filter(([key]) => keys.has(key));
  return kept.length === 0 && ranked.length > 0 ? labels : new Map(kept.sort());
}
