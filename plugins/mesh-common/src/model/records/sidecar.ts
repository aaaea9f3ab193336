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

/** A Sidecar (reference 3.8). @public */
export interface SidecarRecord extends ObjectRecord {
  /** `undefined`: every workload. */
  readonly workloadSelector: Labels | undefined;
  readonly egress: readonly SidecarEgress[];
  readonly outboundTrafficPolicy: string | undefined;
}
