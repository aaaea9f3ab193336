import { Rule } from '../model/rule';
import { ClusterLocalHosts, clusterLocalHosts } from './clusterLocal';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from './controlPlaneView';

/** Hosts that stay inside the cluster of the caller, by the mesh config of the caller's istiod. Reference 3.8, point 1. */
export const clusterLocalOf: Rule<ControlPlaneKey, ClusterLocalHosts> = {
  source: '3.8',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return new Map();
    return clusterLocalHosts({
      settings: view.settings.clusterLocal,
      domain: view.domain,
      discoveryHost: discoveryHost(view),
      exceptions: view.profile.clusterLocalExceptions,
    });
  },
};

/** Host under which proxies reach an istiod. */
export function discoveryHost({
  revision,
  namespace,
  domain,
}: ControlPlaneView): string {
  const suffix = revision === 'default' ? '' : `-${revision}`;
  return `istiod${suffix}.${namespace}.svc.${domain}`;
}
