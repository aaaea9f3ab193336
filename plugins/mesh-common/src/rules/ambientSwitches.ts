import { ControlPlaneView, isOn } from './controlPlaneView';

/** Whether an istiod serves ambient clients at all. Reference, appendix B. */
export function hasAmbient(view: ControlPlaneView): boolean {
  return isOn(view, 'PILOT_ENABLE_AMBIENT', false);
}

/** Whether ambient clients may use other clusters. Counts only with ambient on. Reference, appendix B. */
export function hasAmbientMultiNetwork(view: ControlPlaneView): boolean {
  return (
    hasAmbient(view) &&
    view.profile.ambientMultiNetwork &&
    isOn(view, 'AMBIENT_ENABLE_MULTI_NETWORK', false)
  );
}
