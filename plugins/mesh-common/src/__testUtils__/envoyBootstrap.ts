import { AssignedEndpoint, EnvoyCluster } from '../rules/proxyConfig';
import { LoopbackAddress } from './Backends';

const TYPES = 'type.googleapis.com/envoy';
const MANAGER = 'extensions.filters.network.http_connection_manager.v3';

/** Envoy's configuration for one cluster as we say that istiod gives it. Endpoints come over EDS from a file, as Envoy treats them otherwise when they are static. */
export function envoyBootstrap(options: {
  readonly cluster: EnvoyCluster;
  readonly listener: number;
  readonly admin: number;
  /** Folder that holds `eds.json`. */
  readonly folder: string;
}): unknown {
  const { cluster, listener, admin, folder } = options;
  return {
    admin: { address: socketAddress({ address: '127.0.0.1', port: admin }) },
    node: { id: 'referee', cluster: 'referee' },
    static_resources: {
      listeners: [
        {
          address: socketAddress({ address: '127.0.0.1', port: listener }),
          filter_chains: [{ filters: [connectionManager()] }],
        },
      ],
      clusters: [
        {
          name: 'web',
          type: 'EDS',
          eds_cluster_config: {
            eds_config: {
              path_config_source: { path: `${folder}/eds.json` },
              resource_api_version: 'V3',
            },
          },
          connect_timeout: '1s',
          lb_policy: cluster.lbPolicy,
          common_lb_config: {
            // Changes of health count at once, not after a second.
            update_merge_window: '0s',
            ...(cluster.panicThreshold === undefined
              ? {}
              : { healthy_panic_threshold: { value: cluster.panicThreshold } }),
            ...(cluster.localityWeighted
              ? { locality_weighted_lb_config: {} }
              : {}),
          },
          // Our names of its fields are those of its JSON form.
          ...(cluster.outlierDetection && {
            outlier_detection: cluster.outlierDetection,
          }),
        },
      ],
    },
  };
}

/** The endpoints of a cluster, at the addresses of their stand-ins. */
export function endpointAssignment(
  { endpoints }: EnvoyCluster,
  standIn: (endpoint: AssignedEndpoint) => LoopbackAddress,
): unknown {
  const groups = new Map<string, readonly AssignedEndpoint[]>();
  for (const endpoint of endpoints) {
    const key = `${endpoint.locality} ${endpoint.priority}`;
    groups.set(key, [...(groups.get(key) ?? []), endpoint]);
  }
  return {
    version_info: '1',
    resources: [
      {
        '@type': `${TYPES}.config.endpoint.v3.ClusterLoadAssignment`,
        cluster_name: 'web',
        endpoints: [...groups.values()].map(members => {
          const [{ locality, priority, localityWeight }] = members;
          const [region = '', zone = '', subzone = ''] = locality.split('/');
          return {
            priority,
            locality: { region, zone, sub_zone: subzone },
            load_balancing_weight: localityWeight,
            lb_endpoints: members.map(member => ({
              endpoint: { address: socketAddress(standIn(member)) },
              load_balancing_weight: member.weight,
              health_status: member.health.toUpperCase(),
            })),
          };
        }),
      },
    ],
  };
}

function connectionManager(): unknown {
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: {
      '@type': `${TYPES}.${MANAGER}.HttpConnectionManager`,
      stat_prefix: 'referee',
      route_config: {
        virtual_hosts: [
          {
            name: 'all',
            domains: ['*'],
            routes: [{ match: { prefix: '/' }, route: { cluster: 'web' } }],
          },
        ],
      },
      http_filters: [
        {
          name: 'envoy.filters.http.router',
          typed_config: {
            '@type': `${TYPES}.extensions.filters.http.router.v3.Router`,
          },
        },
      ],
    },
  };
}

function socketAddress({ address, port }: LoopbackAddress): unknown {
  return { socket_address: { address, port_value: port } };
}
