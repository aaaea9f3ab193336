import { Labels, ObjectRecord } from '../record';

/** The container of a control plane. @public */
export interface IstiodContainer {
  readonly image: string;
  /** Variables the rules read (reference, appendix B), with literal values only. */
  readonly env: Labels;
  /** It mounts the Secret `istio-kubeconfig`: its configuration comes from another cluster (reference 1.5). */
  readonly readsOtherCluster: boolean;
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
