import { ObjectRecord } from '../record';

/** One limit of a ResourceQuota, in the notation of Kubernetes. @public */
export interface QuotaLimit {
  /** Name of the resource, e.g. `limits.memory`. */
  readonly resource: string;
  readonly hard: string;
  /** `undefined` while the cluster has not counted it. */
  readonly used: string | undefined;
}

/** A ResourceQuota. @public */
export interface ResourceQuotaRecord extends ObjectRecord {
  /** In order of resources. */
  readonly limits: readonly QuotaLimit[];
}
