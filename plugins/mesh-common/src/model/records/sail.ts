import { ObjectRecord } from '../record';

/** Condition of an object by type: whether it holds, with its reason. @public */
export type Conditions = ReadonlyMap<
  string,
  { readonly holds: boolean; readonly reason: string; readonly since: number }
>;

/** An entry of `caCertificates` of mesh config: somebody whose certificates are accepted. @public */
export interface CertificateAuthority {
  /** Its certificates; whatever else stood there is not kept. */
  readonly pem?: string;
  readonly spiffeBundleUrl?: string;
  readonly certSigners: readonly string[];
  readonly trustDomains: readonly string[];
  /** Nothing but certificates and white space stood in `pem`, so that it can be written again as it was. */
  readonly complete: boolean;
}

/** An Istio of the Sail operator (reference 2.7). @public */
export interface IstioRecord extends ObjectRecord {
  readonly version: string;
  readonly controlPlaneNamespace: string;
  readonly profile: string | undefined;
  readonly updateStrategy: string;
  readonly remotePilotAddress: string | undefined;
  readonly clusterId: string | undefined;
  readonly meshId: string | undefined;
  readonly network: string | undefined;
  readonly activeRevision: string | undefined;
  readonly state: string | undefined;
  readonly conditions: Conditions;
  /** Roots that its values add to mesh config. */
  readonly authorities: readonly CertificateAuthority[];
}

/** An IstioRevision of the Sail operator. @public */
export interface IstioRevisionRecord extends ObjectRecord {
  readonly version: string;
  readonly controlPlaneNamespace: string;
  readonly conditions: Conditions;
}

/** An IstioRevisionTag of the Sail operator. @public */
export interface IstioRevisionTagRecord extends ObjectRecord {
  readonly target: { readonly kind: string; readonly name: string };
  readonly revision: string | undefined;
  readonly controlPlaneNamespace: string | undefined;
  readonly conditions: Conditions;
}
