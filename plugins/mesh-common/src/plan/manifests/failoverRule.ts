import { Manifest } from '../plan';

/** Label of objects that Meshwise alone writes. */
export const MANAGED_BY = {
  'app.kubernetes.io/managed-by': 'meshwise',
} as const;

/** When a client stops using a host that fails. */
export interface Ejection {
  readonly consecutive5xxErrors: number;
  readonly intervalSeconds: number;
  readonly baseEjectionSeconds: number;
  readonly maxEjectionPercent: number;
}

/**
 * Ejection that works with few hosts: Envoy's own limit of 10 percent ejects nobody of fewer than ten (reference 5.6).
 */
export const DEFAULT_EJECTION: Ejection = {
  consecutive5xxErrors: 5,
  intervalSeconds: 10,
  baseEjectionSeconds: 30,
  maxEjectionPercent: 100,
};

/** Where clients go first, and where when hosts fail. */
export type LocalityRouting =
  | {
      readonly code: 'failover';
      readonly failover: readonly {
        readonly from: string;
        readonly to: string;
      }[];
    }
  /** Everybody uses this cluster first, and all others only when it fails. */
  | { readonly code: 'prefer-cluster'; readonly clusterId: string }
  /** Shares in percent by locality, for clients of a locality; what is not named gets nothing. */
  | {
      readonly code: 'distribute';
      readonly distribute: readonly {
        readonly from: string;
        readonly to: { readonly [locality: string]: number };
      }[];
    };

/** Name of the DestinationRule of a service. One name for all purposes: of two rules for a host in a namespace, the older one's policy would win whole. */
export function failoverRuleName(service: string): string {
  return `meshwise-${service}`;
}

/**
 * A DestinationRule that decides where calls of one service go. Its host is a full name, never a short one or a wildcard,
 * and it always says to whom it is exported (T13, T14, T15).
 */
export function failoverRuleManifest(options: {
  readonly namespace: string;
  readonly service: string;
  readonly host: string;
  readonly exportTo: readonly [string, ...string[]];
  readonly routing: LocalityRouting;
  readonly ejection: Ejection;
  readonly annotations?: { readonly [key: string]: string };
}): Manifest {
  const { namespace, service, host, exportTo, routing, ejection } = options;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: {
      name: failoverRuleName(service),
      namespace,
      labels: MANAGED_BY,
      ...(options.annotations && { annotations: options.annotations }),
    },
    spec: {
      host,
      exportTo: [...exportTo],
      trafficPolicy: {
        loadBalancer: {
          localityLbSetting: { enabled: true, ...settingOf(routing) },
        },
        outlierDetection: {
          consecutive5xxErrors: ejection.consecutive5xxErrors,
          interval: `${ejection.intervalSeconds}s`,
          baseEjectionTime: `${ejection.baseEjectionSeconds}s`,
          maxEjectionPercent: ejection.maxEjectionPercent,
        },
      },
    },
  };
}

function settingOf(routing: LocalityRouting) {
  switch (routing.code) {
    case 'failover':
      return {
        failover: routing.failover.map(({ from, to }) => ({ from, to })),
      };
    case 'prefer-cluster':
      return {
        failoverPriority: [`topology.istio.io/cluster=${routing.clusterId}`],
      };
    default:
      return { distribute: routing.distribute };
  }
}
