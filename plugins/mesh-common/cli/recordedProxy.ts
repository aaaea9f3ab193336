import {
  AssignedEndpoint,
  ConfiguredRoute,
  EnvoyCluster,
  ProxyConfig,
} from '../src/rules/proxyConfig';

/** A part of a recording: what JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** The answer for one proxy in the shape in which answers of Istio are recorded. */
export type RecordedProxy = { readonly [key: string]: Json | undefined };

/** Services of the system namespace are left out of recordings. */
const SYSTEM = '.istio-system.svc.';

/** Writes the configuration of a proxy as it is recorded: what is unset is absent. */
export function recordedProxy(config: ProxyConfig): RecordedProxy {
  const { controlPlane, rejected, network, locality } = config;
  if (config.workloadApi) {
    const { services, workloads } = config.workloadApi;
    return {
      controlPlane,
      network,
      services: sorted(services, recordedData, name =>
        name.startsWith('istio-system/'),
      ),
      workloads: sorted(workloads, recordedData, name =>
        name.includes('//Pod/istio-system/'),
      ),
    };
  }
  return {
    controlPlane,
    rejected,
    network,
    locality,
    clusters: sorted(config.clusters, recordedCluster, name =>
      name.includes(SYSTEM),
    ),
    routes: sorted(
      new Map(
        [...config.routes].map(([name, hosts]) => [
          name,
          hosts.filter(
            ({ domains }) => !domains.some(domain => domain.includes(SYSTEM)),
          ),
        ]),
      ),
      hosts =>
        hosts.map(({ domains, routes }) => ({
          domains,
          routes: routes.map(recordedRoute),
        })),
      (name, hosts) => name.includes(SYSTEM) || hosts.length === 0,
    ),
    tcp: sorted(
      config.tcp,
      routes => routes.map(recordedRoute),
      (name, routes) =>
        name.includes(SYSTEM) ||
        routes.every(route =>
          (route.clusters ?? []).some(({ name: to }) => to.includes(SYSTEM)),
        ),
    ),
    inbound: sorted(config.inbound, ({ mtls }) => ({ mtls })),
    listeners: config.listeners,
    passthrough:
      config.passthrough &&
      sorted(
        config.passthrough,
        endpoints => endpoints.map(recordedEndpoint),
        name => name.includes(SYSTEM),
      ),
  };
}

function recordedRoute(route: ConfiguredRoute): Json {
  const { match, clusters, redirect, directResponse, mirrors } = route;
  return {
    match,
    clusters: clusters?.map(({ name, weight }) => ({ name, weight })),
    redirect,
    directResponse,
    mirrors,
  };
}

function recordedCluster(cluster: EnvoyCluster): Json {
  return {
    type: cluster.type,
    lbPolicy: cluster.lbPolicy,
    localityWeighted: cluster.localityWeighted || undefined,
    zoneAware: cluster.zoneAware || undefined,
    panicThreshold: cluster.panicThreshold,
    outlierDetection: cluster.outlierDetection
      ? { ...cluster.outlierDetection }
      : null,
    tls: cluster.tls,
    sans: cluster.sans,
    endpoints: cluster.endpoints.map(recordedEndpoint),
  };
}

function recordedEndpoint(endpoint: AssignedEndpoint): Json {
  return { ...endpoint };
}

/** Data of any depth, its maps as objects. */
function recordedData(data: unknown): Json {
  const text = JSON.stringify(data, (_, value: unknown) =>
    value instanceof Map ? Object.fromEntries(value) : value,
  );
  return JSON.parse(text);
}

function sorted<T>(
  map: ReadonlyMap<string, T>,
  write: (value: T) => Json,
  leaveOut: (name: string, value: T) => boolean = () => false,
): Json {
  return Object.fromEntries(
    [...map.keys()].sort().flatMap(name => {
      const value = map.get(name);
      return value === undefined || leaveOut(name, value)
        ? []
        : [[name, write(value)]];
    }),
  );
}
