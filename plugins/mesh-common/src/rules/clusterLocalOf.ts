import { Rule } from '../model/rule';
import { ClusterLocalHosts, clusterLocalHosts } from './clusterLocal';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';

/** Hosts that stay inside the cluster of the caller, by the mesh config of the caller's istiod. Reference 3.8, point 1. */
export const clusterLocalOf: Rule<ControlPlaneKey, ClusterLocalHosts> = {
  source: '3.8',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return new Map();
    const revision = view.revision === 'default' ? '' : `-${view.revision}`;
    return clusterLocalHosts({
      settings: view.settings.clusterLocal,
      domain: view.domain,
      discoveryHost: `istiod${revision}.${view.namespace}.svc.${view.domain}`,
      exceptions: view.profile.clusterLocalExceptions,
    });
  },
};
