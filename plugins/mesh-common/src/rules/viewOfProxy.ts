import { PodRecord } from '../model/records/pod';
import { ControlPlaneView } from './controlPlaneView';
import {
  discoveryAddress,
  discoveryService,
  proxyRevision,
} from './proxyClaims';

/** Which of a cluster's control planes a running proxy belongs to: by its address and revision; if its revision is gone, by the address alone as long as that is not ambiguous. Reference 2.4. */
export function viewOfProxy(
  pod: PodRecord,
  views: readonly ControlPlaneView[],
): ControlPlaneView | undefined {
  const namespace = discoveryService(discoveryAddress(pod))?.namespace;
  const revision = proxyRevision(pod);
  const there = views.filter(view => view.namespace === namespace);
  return (
    there.find(view => view.revision === revision) ??
    (there.length === 1 ? there[0] : undefined)
  );
}
