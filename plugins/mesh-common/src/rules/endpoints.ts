import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { endpointsInCluster } from './endpointsInCluster';
import { serviceParts } from './serviceParts';
import { serviceSights } from './serviceSights';

/** Health of an endpoint as Istio derives it from an EndpointSlice (reference 3.3). @public */
export type EndpointHealth =
  | 'healthy'
  | 'unhealthy'
  | 'draining'
  | 'terminating';

/** One endpoint of a service. @public */
export interface ServiceEndpoint {
  readonly cluster: ClusterName;
  /** Pod behind it; `undefined` for addresses without a known pod. */
  readonly pod: string | undefined;
  readonly node: string | undefined;
  readonly address: string;
  /** Port by name of the merged service; `''` for an unnamed single port. */
  readonly ports: readonly { readonly name: string; readonly number: number }[];
  readonly health: EndpointHealth;
  /** `region/zone/subzone`, trailing empty parts cut; `''` when unknown. */
  readonly locality: string;
  /** `''` when unknown, which Istio treats as the client's own network. */
  readonly network: string;
  /** Revision that rendered its sidecar; `undefined` without sidecar. */
  readonly revision: string | undefined;
  readonly mtls: boolean;
}

/** Part of a service in one cluster. @public */
export interface ClusterEndpoints {
  readonly cluster: ClusterName;
  /** Whether a Service object of that name exists there. `unknown` when Services of the cluster cannot be read. */
  readonly defined: boolean | 'unknown';
  /** `complete`, `stale` (last known), or `unknown` (never seen, or not readable). Counts of `unknown` mean nothing. */
  readonly knowledge: 'complete' | 'stale' | 'unknown';
  /** Networks of its endpoints; the cluster's network if it has none. */
  readonly networks: readonly string[];
  readonly ready: number;
  readonly total: number;
  readonly localities: readonly {
    readonly locality: string;
    readonly ready: number;
    readonly total: number;
  }[];
  readonly endpoints: readonly ServiceEndpoint[];
  /** Ports of the Service object there, as `8080/http`; differences between clusters are visible here. */
  readonly ports: readonly {
    readonly name: string;
    readonly number: number;
    readonly protocol: string;
  }[];
}

/** Endpoints of the merged service by cluster, worst knowledge first, then by name (S1, reference 3). @public */
export interface MergedEndpoints {
  readonly service: ServiceRef;
  /** Clusters that have a part of the service, or of which that cannot be known. Others are left out. */
  readonly clusters: readonly ClusterEndpoints[];
  /** Clusters that were asked and have no part of it. */
  readonly without: readonly ClusterName[];
}

const WORST_FIRST: readonly ClusterEndpoints['knowledge'][] = [
  'unknown',
  'stale',
  'complete',
];

/** Endpoints of a service by cluster and locality. Reference 3. @public */
export const endpoints: Rule<
  { readonly service: ServiceRef },
  MergedEndpoints
> = {
  source: '3.1',
  nameOf: ({ service }) => serviceKey(service),
  ask(mesh, { service }) {
    const sights = mesh.ask(serviceSights, service.namespace);
    const parts: ClusterEndpoints[] = [];
    const without: ClusterName[] = [];
    mesh.ask(serviceParts, service).forEach((found, i) => {
      const part = endpointsInCluster(mesh, service, found, sights[i]);
      if (part) parts.push(part);
      else without.push(found.cluster);
    });
    return {
      service,
      clusters: WORST_FIRST.flatMap(worst =>
        parts.filter(({ knowledge }) => knowledge === worst),
      ),
      without,
    };
  },
};
