import { Selector } from '../selector';
import { ObjectRecord } from '../record';
import { TextMatch } from './virtualService';

/** Reference to an object of the Gateway API. `undefined` namespace means the one of the referring object. @public */
export interface GatewayApiRef {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly port: number | undefined;
}

/** One listener of a Gateway. @public */
export interface KubernetesGatewayListener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname: string | undefined;
  readonly tlsMode: string | undefined;
  readonly tlsOptions: ReadonlyMap<string, string>;
  readonly routesFrom: 'Same' | 'All' | 'Selector';
  readonly routeNamespaces: Selector;
}

/** One address of a Gateway. @public */
export interface GatewayAddress {
  readonly type: string | undefined;
  readonly value: string;
}

/** A Gateway of `gateway.networking.k8s.io` (reference 4.1, 4.7). @public */
export interface KubernetesGatewayRecord extends ObjectRecord {
  readonly className: string;
  readonly listeners: readonly KubernetesGatewayListener[];
  readonly addresses: readonly GatewayAddress[];
  readonly statusAddresses: readonly GatewayAddress[];
  readonly programmed: boolean | undefined;
}

/** A GatewayClass. @public */
export interface GatewayClassRecord extends ObjectRecord {
  readonly controllerName: string;
}

/** One match of an HTTPRoute rule. @public */
export interface GatewayApiMatch {
  readonly path: {
    readonly kind: 'exact' | 'pathprefix' | 'regex';
    readonly value: string;
  };
  readonly headers: ReadonlyMap<string, TextMatch>;
  readonly queryParams: ReadonlyMap<string, TextMatch>;
  readonly method: string | undefined;
}

/** One rule of an HTTPRoute or GRPCRoute. @public */
export interface GatewayApiRule {
  readonly matches: readonly GatewayApiMatch[];
  readonly backends: readonly (GatewayApiRef & { readonly weight: number })[];
  readonly redirect: { readonly uri: string | undefined } | undefined;
  readonly mirrors: readonly GatewayApiRef[];
}

/** A route of the Gateway API (reference 6.3). @public */
export interface GatewayApiRouteRecord extends ObjectRecord {
  readonly parents: readonly (GatewayApiRef & {
    readonly sectionName: string | undefined;
  })[];
  readonly hostnames: readonly string[];
  readonly rules: readonly GatewayApiRule[];
}

/** A ReferenceGrant. @public */
export interface ReferenceGrantRecord extends ObjectRecord {
  readonly from: readonly {
    readonly group: string;
    readonly kind: string;
    readonly namespace: string;
  }[];
  readonly to: readonly {
    readonly group: string;
    readonly kind: string;
    readonly name: string | undefined;
  }[];
}
