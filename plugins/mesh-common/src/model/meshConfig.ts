import { Certificate } from './certificate';
import { Selector } from './selector';
import {
  LocalityLbSetting,
  TrafficPolicy,
  ZoneAwareLbSetting,
} from './trafficPolicy';

/** The part of mesh config that the rules read, with the defaults of Istio filled in (reference 1.3). @public */
export interface MeshSettings {
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  /** `undefined`: the namespace of istiod. */
  readonly rootNamespace: string | undefined;
  readonly meshId: string | undefined;
  readonly enableAutoMtls: boolean;
  readonly outboundTrafficPolicy: string;
  readonly locality: LocalityLbSetting | undefined;
  readonly zoneAware: ZoneAwareLbSetting | undefined;
  /** Only hosts with a `clusterLocal` decision, in the order written. */
  readonly clusterLocal: readonly {
    readonly host: string;
    readonly clusterLocal: boolean;
  }[];
  readonly serviceScopes: readonly ServiceScope[];
  /** `undefined`: every ServiceEntry is for everybody. */
  readonly entryVisibility: EntryVisibility | undefined;
  readonly discoverySelectors: readonly Selector[];
  readonly defaultServiceExportTo: readonly string[];
  readonly defaultVirtualServiceExportTo: readonly string[];
  readonly defaultDestinationRuleExportTo: readonly string[];
  readonly defaultTrafficPolicy: TrafficPolicy | undefined;
  /** Trust domains named in `caCertificates`. */
  readonly caTrustDomains: readonly string[];
  /** Certificates written in `caCertificates`. */
  readonly caCertificates: readonly Certificate[];
  /** Some of `caCertificates` are fetched from a URL, so they cannot be seen. */
  readonly caFromUrl: boolean;
}

/** One entry of `serviceScopeConfigs` (reference 4.7). @public */
export interface ServiceScope {
  readonly scope: string;
  readonly namespaces: Selector;
  readonly services: Selector;
}

/** Whom a ServiceEntry is for: everybody, its namespace, or nobody. @public */
export type Visibility = 'PUBLIC' | 'NAMESPACE' | 'NONE';

/** Whom ServiceEntries are for at most, by the namespace they are in: `serviceEntryVisibility` (reference 3.7). @public */
export interface EntryVisibility {
  /** The first whose selectors all fit decides; `undefined` fits nothing. */
  readonly policies: readonly {
    readonly visibility: Visibility;
    readonly namespaces: readonly (Selector | undefined)[];
  }[];
  readonly byDefault: Visibility;
  /** It counts for sidecars and gateways, too. */
  readonly applyToSidecars: boolean;
}

/** One network of `meshNetworks` (reference 1.4, 4.1). @public */
export interface MeshNetwork {
  readonly name: string;
  readonly endpoints: readonly MeshNetworkEndpoints[];
  readonly gateways: readonly MeshNetworkGateway[];
}

/** Which endpoints belong to a network. @public */
export type MeshNetworkEndpoints =
  | { readonly code: 'registry'; readonly clusterId: string }
  | { readonly code: 'cidr'; readonly cidr: string };

/** A gateway that `meshNetworks` names. @public */
export type MeshNetworkGateway =
  | {
      readonly code: 'address';
      readonly address: string;
      readonly port: number;
    }
  | {
      readonly code: 'service';
      readonly service: string;
      readonly port: number;
    };

/** Mesh config of an istiod that was given none. @public */
export const DEFAULT_MESH_SETTINGS: MeshSettings = {
  trustDomain: 'cluster.local',
  trustDomainAliases: [],
  rootNamespace: undefined,
  meshId: undefined,
  enableAutoMtls: true,
  outboundTrafficPolicy: 'ALLOW_ANY',
  locality: {
    enabled: true,
    distribute: [],
    failover: [],
    failoverPriority: [],
  },
  zoneAware: undefined,
  clusterLocal: [],
  serviceScopes: [],
  entryVisibility: undefined,
  discoverySelectors: [],
  defaultServiceExportTo: ['*'],
  defaultVirtualServiceExportTo: ['*'],
  defaultDestinationRuleExportTo: ['*'],
  defaultTrafficPolicy: undefined,
  caTrustDomains: [],
  caCertificates: [],
  caFromUrl: false,
};
