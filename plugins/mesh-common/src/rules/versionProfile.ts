import { minorOf } from './version';

/**
 * What a version of Istio does differently from others, as far as it decides an answer. Reference 0.3.
 *
 * @public
 */
export interface VersionProfile {
  /** Minor version, e.g. 31. */
  readonly minor: number;
  /** `false` entries of `serviceSettings` make exceptions inside wider patterns. */
  readonly clusterLocalExceptions: boolean;
  /** Gateways of the Gateway API count as east-west gateways unless switched off. */
  readonly gatewayApiGateways: boolean;
  /** Services may ask for near endpoints by `trafficDistribution`. */
  readonly trafficDistribution: boolean;
  /** `PreferClose` still compares subzones. */
  readonly closeMeansSubzone: boolean;
  /** A remote cluster's own mesh config tells its trust domain. */
  readonly remoteTrustDomains: boolean;
  /** Label `topology.istio.io/locality` of pods. */
  readonly localityLabel: boolean;
  /** A client without network uses gateways, and gateways of an address family it does not speak are left out. */
  readonly strictClient: boolean;
  /** Traffic distribution may be set on the Namespace. */
  readonly distributionOfNamespace: boolean;
  /** Unhealthy endpoints are sent unless switched off. */
  readonly sendsUnhealthy: boolean;
  /** A leading network item of `failoverPriority` ranks other networks last as a whole. */
  readonly networkFirst: boolean;
  readonly zoneAware: boolean;
  /** `defaultTrafficPolicy` of the mesh. */
  readonly meshTrafficPolicy: boolean;
  /** Exclusions in Sidecars; before, such an object was refused. */
  readonly sidecarExclusions: boolean;
}

/** Newest minor version that was studied; a version that cannot be told counts as this one. */
const NEWEST = 31;

/** The behaviour of a version of Istio. Reference 0.3. @public */
export function versionProfile(version: string | undefined): VersionProfile {
  const minor = minorOf(version) ?? NEWEST;
  const since = (first: number) => minor >= first;
  return {
    minor,
    clusterLocalExceptions: since(22),
    gatewayApiGateways: since(24),
    trafficDistribution: since(24),
    closeMeansSubzone: !since(27),
    remoteTrustDomains: since(29),
    localityLabel: since(29),
    strictClient: since(30),
    distributionOfNamespace: since(30),
    sendsUnhealthy: since(31),
    networkFirst: since(31),
    zoneAware: since(31),
    meshTrafficPolicy: since(31),
    sidecarExclusions: since(31),
  };
}
