import {
  EndpointSliceRecord,
  SliceEndpoint,
} from '../model/records/endpointSlice';
import { compareText } from '../model/record';
import { ClusterName, ServiceRef } from '../model/refs';
import { Mesh } from '../model/mesh';
import { Sight } from '../model/sight';
import { PodRecord } from '../model/records/pod';
import { ServiceRecord } from '../model/records/service';
import { Rule } from '../model/rule';
import { drainsEndpoints, endpointHealth } from './endpointHealth';
import { ClusterEndpoints, ServiceEndpoint } from './endpoints';
import { PODS_BY_ADDRESS } from './indexes';
import { localityOfPod, localityText } from './locality';
import { clusterNetwork, networkLabel } from './podNetwork';
import { proxyRevision, systemNamespaceOf } from './proxyClaims';
import { portProtocol } from './portProtocol';
import { ServicePart } from './serviceParts';
import { ServiceSight } from './serviceSights';
import { systemNamespaces } from './systemNamespaces';

/** In most clusters a service has no endpoints. */
const NONE: readonly never[] = [];

/** Part of a service in one cluster; `undefined` if the cluster has none. Reference 3.2 to 3.5. */
export function endpointsInCluster(
  mesh: Mesh,
  { namespace, name }: ServiceRef,
  { cluster, definition, hasSlices, slices }: ServicePart,
  sight: ServiceSight,
): ClusterEndpoints | undefined {
  const { services } = sight;
  if (!definition && !hasSlices && services !== 'none') return undefined;
  const knowledge = worst(sight, mesh.sight(cluster, 'Pod', namespace));
  if (definition)
    mesh.because({ cluster, kind: 'Service', namespace, name }, 'spec.ports');
  return summarize({
    cluster,
    defined: definition ? true : definedUnlessSeen(services),
    knowledge,
    ports: definition?.ports ?? [],
    endpoints: slices.flatMap(slice =>
      endpointsOfSlice(mesh, cluster, slice, definition),
    ),
    clusterNetworks: mesh.ask(networksOf, cluster).all,
  });
}

function definedUnlessSeen(services: Sight): ClusterEndpoints['defined'] {
  return services === 'none' ? 'unknown' : false;
}

/** What is known of the whole: nothing without slices or Services, and at best what is known of the weakest part. */
function worst(
  { services, slices }: ServiceSight,
  pods: Sight,
): ClusterEndpoints['knowledge'] {
  if (services === 'none' || slices === 'none') return 'unknown';
  return services === 'full' && slices === 'full' && pods === 'full'
    ? 'complete'
    : 'stale';
}

/** Networks of a cluster as its system namespaces name them: that of the first one, and all, sorted. Reference 3.5. */
const networksOf: Rule<
  ClusterName,
  { readonly first: string; readonly all: readonly string[] }
> = {
  source: '3.5',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const networks = mesh
      .ask(systemNamespaces, cluster)
      .map(systemNamespace =>
        mesh.ask(clusterNetwork, { cluster, systemNamespace }),
      );
    return { first: networks[0] ?? '', all: distinct(networks) };
  },
};

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function endpointsOfSlice(
  mesh: Mesh,
  cluster: ClusterName,
  slice: EndpointSliceRecord,
  service: ServiceRecord | undefined,
): readonly ServiceEndpoint[] {
  const ports = slice.ports.map(({ name, number }) => ({ name, number }));
  return slice.endpoints.flatMap((endpoint, index) => {
    const health = endpointHealth(endpoint, drainsEndpoints(service));
    return endpoint.addresses.flatMap(address => {
      const pod = podOf(mesh, cluster, slice.namespace, endpoint, address);
      if (pod?.phase === 'Failed') return [];
      // Istio leaves an endpoint out until it knows its pod.
      if (
        endpoint.pod &&
        !pod &&
        mesh.sight(cluster, 'Pod', slice.namespace) === 'full'
      )
        return [];
      if (health !== 'healthy') {
        const { namespace, name } = slice;
        mesh.because(
          { cluster, kind: 'EndpointSlice', namespace, name },
          `endpoints[${index}].conditions`,
          health,
        );
      }
      return [
        {
          cluster,
          pod: endpoint.pod ?? pod?.name,
          address,
          ports,
          health,
          ...placeOf(mesh, cluster, endpoint, pod),
        },
      ];
    });
  });
}

/** The pod an endpoint refers to; without a reference, the pod that holds its address. */
function podOf(
  mesh: Mesh,
  cluster: ClusterName,
  namespace: string,
  endpoint: SliceEndpoint,
  address: string,
): PodRecord | undefined {
  if (endpoint.pod)
    return mesh.get(cluster, 'Pod', { namespace, name: endpoint.pod });
  if (endpoint.foreignTarget) return undefined;
  return mesh.find(cluster, 'Pod', {
    index: PODS_BY_ADDRESS,
    namespace,
    key: address,
  })[0];
}

function placeOf(
  mesh: Mesh,
  cluster: ClusterName,
  endpoint: SliceEndpoint,
  pod: PodRecord | undefined,
): Pick<
  ServiceEndpoint,
  'node' | 'locality' | 'network' | 'revision' | 'mtls'
> {
  const name = pod?.nodeName || endpoint.nodeName;
  if (!pod)
    return {
      node: name,
      locality: '',
      network: mesh.ask(networksOf, cluster).first,
      revision: undefined,
      mtls: false,
    };
  const node = name
    ? mesh.get(cluster, 'Node', { namespace: '', name })
    : undefined;
  return {
    node: name,
    locality: localityText(localityOfPod(pod, node)),
    network:
      networkLabel(pod) ??
      mesh.ask(clusterNetwork, {
        cluster,
        systemNamespace: mesh.ask(systemNamespaceOf, { cluster, pod }),
      }),
    revision: proxyRevision(pod),
    mtls: pod.labels.get('security.istio.io/tlsMode') === 'istio',
  };
}

function summarize(part: {
  readonly cluster: ClusterName;
  readonly defined: ClusterEndpoints['defined'];
  readonly knowledge: ClusterEndpoints['knowledge'];
  readonly ports: ServiceRecord['ports'];
  readonly endpoints: readonly ServiceEndpoint[];
  readonly clusterNetworks: readonly string[];
}): ClusterEndpoints {
  const listed =
    part.endpoints.length === 0
      ? NONE
      : [...part.endpoints].sort(
          (a, b) =>
            compareText(a.locality, b.locality) ||
            compareText(a.address, b.address),
        );
  return {
    cluster: part.cluster,
    defined: part.defined,
    knowledge: part.knowledge,
    networks:
      listed.length > 0
        ? distinct(listed.map(({ network }) => network))
        : part.clusterNetworks,
    ...count(listed),
    localities: localitiesOf(listed),
    endpoints: listed,
    ports: part.ports.map(port => ({
      name: port.name,
      number: port.number,
      protocol: portProtocol(port),
    })),
  };
}

/** Of endpoints in order of locality. */
function localitiesOf(
  listed: readonly ServiceEndpoint[],
): ClusterEndpoints['localities'] {
  if (listed.length === 0) return NONE;
  const localities = new Set(listed.map(({ locality }) => locality));
  return [...localities].map(locality => ({
    locality,
    ...count(listed.filter(item => item.locality === locality)),
  }));
}

function count(listed: readonly ServiceEndpoint[]): {
  readonly ready: number;
  readonly total: number;
} {
  let ready = 0;
  for (const { health } of listed) if (health === 'healthy') ready++;
  return { ready, total: listed.length };
}
