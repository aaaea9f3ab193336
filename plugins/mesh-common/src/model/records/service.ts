import { Labels, ObjectRecord } from '../record';

/** One port of a Service. @public */
export interface ServicePort {
  /** `''` for an unnamed single port. */
  readonly name: string;
  readonly number: number;
  /** Number or name of the container port; `undefined` means the same number. */
  readonly targetPort: number | string | undefined;
  readonly protocol: string;
  readonly appProtocol: string | undefined;
  readonly nodePort: number | undefined;
}

/** A Service (reference 3.2). @public */
export interface ServiceRecord extends ObjectRecord {
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** Without `None`; see {@link ServiceRecord.headless}. */
  readonly clusterIps: readonly string[];
  readonly headless: boolean;
  readonly externalName: string | undefined;
  readonly externalIps: readonly string[];
  /** Empty: somebody else writes its EndpointSlices. */
  readonly selector: Labels;
  readonly ports: readonly ServicePort[];
  readonly internalTrafficPolicy: 'Cluster' | 'Local';
  readonly publishNotReadyAddresses: boolean;
  readonly trafficDistribution: string | undefined;
  /** `status.loadBalancer.ingress`. */
  readonly ingress: readonly {
    readonly ip: string | undefined;
    readonly hostname: string | undefined;
  }[];
}
