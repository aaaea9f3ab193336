import { PolicyBlocks } from '../model/trafficPolicy';
import { ControlPlaneView, isOn } from './controlPlaneView';
import { MeshService } from './meshServices';

/** Whether unhealthy endpoints of a service are sent; they get no requests, but count. Reference 3.3. */
export function sendsUnhealthy(
  view: ControlPlaneView,
  { distribution }: MeshService,
  { outlierDetection }: PolicyBlocks,
): boolean {
  if (isOn(view, 'PILOT_SEND_UNHEALTHY_ENDPOINTS', false)) return true;
  if (distribution !== undefined && distribution !== 'any') return true;
  const byDefault =
    view.profile.sendsUnhealthy &&
    isOn(view, 'PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS', true);
  return byDefault && !((outlierDetection?.minHealthPercent ?? 0) > 0);
}
