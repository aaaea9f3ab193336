import { Kind } from './kinds';
import { ObjectRecord } from './record';

/** Kinds of Istio configuration. Control planes read them from their config cluster only, so that copies may differ (reference 6.5). @public */
export const CONFIG_KINDS = [
  'DestinationRule',
  'VirtualService',
  'ServiceEntry',
  'Sidecar',
  'Gateway',
  'PeerAuthentication',
  'AuthorizationPolicy',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
] as const satisfies readonly Kind[];

/** One of {@link CONFIG_KINDS}. @public */
export type ConfigKind = (typeof CONFIG_KINDS)[number];

/**
 * Digests of the parts of an object's spec by path, e.g. `trafficPolicy.outlierDetection`. Specs that mean the same have the same
 * digests: order of fields, order of lists that are sets, and written-out defaults make no difference. A part that could not be compared
 * has the digest `''`, which equals nothing.
 *
 * @public
 */
export type SpecDigests = ReadonlyMap<string, string>;

/** A record that can be compared with its copies in other clusters, also in fields that no rule reads. @public */
export interface ConfigRecord extends ObjectRecord {
  readonly digests: SpecDigests;
}
