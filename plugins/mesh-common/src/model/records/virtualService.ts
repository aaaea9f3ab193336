import { Labels, ObjectRecord } from '../record';

/** How a text must look. @public */
export interface TextMatch {
  readonly kind: 'exact' | 'prefix' | 'regex' | 'present';
  readonly value: string;
}

/** Where a route leads. @public */
export interface RouteDestination {
  readonly host: string;
  readonly subset: string;
  readonly port: number | undefined;
  readonly weight: number;
}

/** One `match` of an HTTP route. @public */
export interface HttpMatch {
  readonly uri: TextMatch | undefined;
  /** The case of letters in the path does not matter. */
  readonly ignoreUriCase: boolean;
  readonly scheme: TextMatch | undefined;
  readonly method: TextMatch | undefined;
  readonly authority: TextMatch | undefined;
  readonly headers: ReadonlyMap<string, TextMatch>;
  readonly withoutHeaders: ReadonlyMap<string, TextMatch>;
  readonly queryParams: ReadonlyMap<string, TextMatch>;
  readonly port: number | undefined;
  readonly sourceLabels: Labels;
  readonly sourceNamespace: string | undefined;
  readonly gateways: readonly string[];
}

/** One HTTP route. @public */
export interface HttpRoute {
  readonly name: string;
  readonly match: readonly HttpMatch[];
  readonly route: readonly RouteDestination[];
  readonly redirect:
    | {
        readonly uri: string | undefined;
      }
    | undefined;
  readonly directResponse: number | undefined;
  readonly delegate:
    | { readonly namespace: string; readonly name: string }
    | undefined;
  readonly mirrors: readonly RouteDestination[];
}

/** One TCP or TLS route. @public */
export interface StreamRoute {
  readonly match: readonly StreamMatch[];
  readonly route: readonly RouteDestination[];
}

/** One `match` of a TCP or TLS route; `sniHosts` is empty for TCP. @public */
export interface StreamMatch {
  readonly sniHosts: readonly string[];
  readonly destinationSubnets: readonly string[];
  readonly port: number | undefined;
  readonly sourceLabels: Labels;
  readonly sourceNamespace: string | undefined;
  readonly gateways: readonly string[];
}

/** A VirtualService (reference 6.3). @public */
export interface VirtualServiceRecord extends ObjectRecord {
  /** Empty for a delegate. */
  readonly hosts: readonly string[];
  readonly gateways: readonly string[];
  readonly exportTo: readonly string[];
  readonly http: readonly HttpRoute[];
  readonly tls: readonly StreamRoute[];
  readonly tcp: readonly StreamRoute[];
}
