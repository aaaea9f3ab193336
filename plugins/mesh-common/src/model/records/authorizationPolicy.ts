import { Labels, ObjectRecord } from '../record';

/** What a policy does with a request that it matches. `CUSTOM` leaves it to an external provider. @public */
export type AuthorizationAction = 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';

/** Values of which one must match, and values of which none may. An empty list asks for nothing. @public */
export interface ValueMatch {
  readonly values: readonly string[];
  readonly notValues: readonly string[];
}

/** One source of a rule; all of its fields must match. @public */
export interface AuthorizationSource {
  readonly principals: ValueMatch;
  readonly namespaces: ValueMatch;
  readonly serviceAccounts: ValueMatch;
  readonly trustDomains: ValueMatch;
  readonly requestPrincipals: ValueMatch;
  readonly ipBlocks: ValueMatch;
  readonly remoteIpBlocks: ValueMatch;
}

/** One operation of a rule; all of its fields must match. @public */
export interface AuthorizationOperation {
  readonly ports: ValueMatch;
  readonly hosts: ValueMatch;
  readonly methods: ValueMatch;
  readonly paths: ValueMatch;
}

/** One condition of a rule. Values of attributes of the request are not kept: they may be keys that callers send. @public */
export interface AuthorizationCondition extends ValueMatch {
  readonly key: string;
}

/** One rule: some source, some operation and every condition must match; an empty list is no restriction. @public */
export interface AuthorizationRule {
  readonly from: readonly AuthorizationSource[];
  readonly to: readonly AuthorizationOperation[];
  readonly when: readonly AuthorizationCondition[];
}

/** An AuthorizationPolicy (reference 7.7). @public */
export interface AuthorizationPolicyRecord extends ObjectRecord {
  readonly action: AuthorizationAction;
  /** `undefined`: every workload of the namespace, or of the mesh in the root namespace. */
  readonly selector: Labels | undefined;
  /** Gateways, Services and the like that it is attached to. Such a policy does not speak to sidecars. */
  readonly targets: readonly {
    readonly group: string;
    readonly kind: string;
    readonly name: string;
  }[];
  /** Name of the provider of a `CUSTOM` policy. */
  readonly provider: string | undefined;
  /** Only logged, not enforced. */
  readonly dryRun: boolean;
  /** Empty: it matches nothing. */
  readonly rules: readonly AuthorizationRule[];
}
