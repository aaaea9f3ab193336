import { Labels, ObjectRecord } from '../record';

/** The container of a control plane. @public */
export interface IstiodContainer {
  readonly image: string;
  /** Variables the rules read (reference, appendix B), with literal values only. */
  readonly env: Labels;
  /** It mounts the Secret `istio-kubeconfig`: its configuration comes from another cluster (reference 1.5). */
  readonly readsOtherCluster: boolean;
  /** Codes of documented changes that are the other way round than in its version; of an overlay only, never of a real object. */
  readonly except?: readonly string[];
}

/** A Deployment. @public */
export interface DeploymentRecord extends ObjectRecord {
  readonly replicas: number;
  readonly readyReplicas: number;
  readonly selector: Labels;
  readonly templateLabels: Labels;
  readonly templateAnnotations: Labels;
  /** Set for Deployments labelled `app=istiod`. */
  readonly istiod: IstiodContainer | undefined;
}
