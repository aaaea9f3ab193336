import { PlanContext } from '../PlanContext';

/** What the intent `onboard-namespace` must know besides the snapshot and its input. @public */
export interface OnboardingContext extends PlanContext {
  /** The catalog group that the input names; `undefined` if there is none. */
  readonly tenant:
    | { readonly name: string; readonly kubernetesGroup: string | undefined }
    | undefined;
  /** ClusterRole that the tenant's group gets in its namespaces. */
  readonly tenantRole: string;
}
