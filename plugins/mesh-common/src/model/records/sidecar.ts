import { Labels, ObjectRecord } from '../record';

/** One egress listener of a Sidecar. @public */
export interface SidecarEgress {
  /** Items `<namespace>/<host>`. */
  readonly hosts: readonly string[];
  readonly port:
    | {
        readonly number: number;
        readonly name: string;
        readonly protocol: string;
      }
    | undefined;
  readonly bind: string;
}

/** One ingress listener of a Sidecar. @public */
export interface SidecarIngress {
  /** Port of the workload. */
  readonly number: number;
  /** Where requests go on to, as `address:port` or `unix://path`; `''`: to the same port of the pod. */
  readonly defaultEndpoint: string;
}

/** A Sidecar (reference 3.8). @public */
export interface SidecarRecord extends ObjectRecord {
  /** `undefined`: every workload. */
  readonly workloadSelector: Labels | undefined;
  readonly egress: readonly SidecarEgress[];
  readonly ingress: readonly SidecarIngress[];
  readonly outboundTrafficPolicy: string | undefined;
}
