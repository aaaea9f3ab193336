import { QuotaTier } from './plan';

/** What a namespace of a tier may use. Quantities are in the form in which API servers return them. @public */
export interface QuotaLimits {
  readonly requestsCpu: string;
  readonly requestsMemory: string;
  readonly limitsMemory: string;
  readonly pods: string;
}

/** The tiers. Enumerated, so that no quantity is ever typed by a user (T08). @public */
export const QUOTA_TIERS: { readonly [T in QuotaTier]: QuotaLimits } = {
  small: {
    requestsCpu: '4',
    requestsMemory: '8Gi',
    limitsMemory: '16Gi',
    pods: '30',
  },
  medium: {
    requestsCpu: '16',
    requestsMemory: '32Gi',
    limitsMemory: '64Gi',
    pods: '100',
  },
  large: {
    requestsCpu: '64',
    requestsMemory: '128Gi',
    limitsMemory: '256Gi',
    pods: '300',
  },
};
