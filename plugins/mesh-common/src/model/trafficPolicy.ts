/** One step of `failover`: from a region to a region. @public */
export interface RegionFailover {
  readonly from: string;
  readonly to: string;
}

/** One step of `distribute`: weights by locality pattern for clients of a locality pattern. @public */
export interface Distribution {
  readonly from: string;
  readonly to: ReadonlyMap<string, number>;
}

/** `localityLbSetting` (reference 5.2, 5.3). @public */
export interface LocalityLbSetting {
  /** `undefined` counts as true. */
  readonly enabled: boolean | undefined;
  readonly distribute: readonly Distribution[];
  readonly failover: readonly RegionFailover[];
  readonly failoverPriority: readonly string[];
}

/** `zoneAwareLbSetting` (reference 5.4). @public */
export interface ZoneAwareLbSetting {
  readonly enabled: boolean | undefined;
  readonly failover: readonly RegionFailover[];
  readonly minClusterSize: number | undefined;
}

/** `loadBalancer` of a traffic policy. @public */
export interface LoadBalancer {
  readonly simple: string | undefined;
  readonly consistentHash: 'RING_HASH' | 'MAGLEV' | undefined;
  readonly locality: LocalityLbSetting | undefined;
  readonly zoneAware: ZoneAwareLbSetting | undefined;
}

/** `outlierDetection` of a traffic policy (reference 5.6). `undefined` means that Envoy's default applies. @public */
export interface OutlierDetection {
  readonly consecutive5xxErrors: number | undefined;
  readonly consecutiveGatewayErrors: number | undefined;
  readonly consecutiveLocalOriginFailures: number | undefined;
  readonly splitExternalLocalOriginErrors: boolean;
  /** A duration as written, e.g. `10s`. */
  readonly interval: string | undefined;
  readonly baseEjectionTime: string | undefined;
  readonly maxEjectionPercent: number | undefined;
  readonly minHealthPercent: number | undefined;
}

/** `tls` of a traffic policy. @public */
export interface ClientTls {
  readonly mode: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';
  /** Name of a credential; never the credential. */
  readonly credentialName: string | undefined;
  readonly sni: string | undefined;
  readonly subjectAltNames: readonly string[];
}

/** The four blocks that a more specific policy replaces one by one or as a whole (reference 5.1). @public */
export interface PolicyBlocks {
  readonly loadBalancer: LoadBalancer | undefined;
  readonly outlierDetection: OutlierDetection | undefined;
  readonly tls: ClientTls | undefined;
  /** Only its presence matters here. */
  readonly connectionPool: boolean;
}

/** `trafficPolicy` of a DestinationRule, of a subset or of the mesh. @public */
export interface TrafficPolicy extends PolicyBlocks {
  /** Policies by number of the service port. */
  readonly ports: ReadonlyMap<number, PolicyBlocks>;
}
