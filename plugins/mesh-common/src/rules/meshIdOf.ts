import { ControlPlaneView } from './controlPlaneView';

/** ID of the mesh that a control plane belongs to: its own, else its trust domain. Reference 1.3. */
export function meshIdOf({ settings }: ControlPlaneView): string {
  return settings.meshId ?? settings.trustDomain;
}
