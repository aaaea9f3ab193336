import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { istiods } from './istiods';
import { meshIdOf } from './meshIdOf';
import { watchedClusters, WatchedClusters } from './watchedClusters';

/** The control plane by whose rules something was decided. @public */
export interface AnsweringControlPlane extends ControlPlaneKey {
  readonly revision: string;
  /** `undefined` if its image does not tell. */
  readonly version: string | undefined;
  /** Minor version of Istio 1 whose rules were applied: its own, or the newest one studied where its version cannot be told. */
  readonly rulesOf: number;
  readonly configCluster: ClusterName;
  readonly mesh: string;
  /** Domain suffix of services. */
  readonly domain: string;
  /** How it is known which clusters it watches. */
  readonly links: WatchedClusters['known'];
}

/** Version and configuration source of a control plane, and how sure it is what it watches; `undefined` if there is none. Reference 0.3, 1.2. @public */
export const answeringControlPlane: Rule<
  ControlPlaneKey,
  AnsweringControlPlane | undefined
> = {
  source: '0.3',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    const istiod = mesh
      .ask(istiods, key.cluster)
      .find(
        ({ namespace, deployment }) =>
          namespace === key.namespace && deployment === key.deployment,
      );
    if (!view || !istiod) return undefined;
    return {
      ...view.key,
      revision: view.revision,
      version: istiod.version,
      rulesOf: view.profile.minor,
      configCluster: view.configCluster,
      mesh: meshIdOf(view),
      domain: view.domain,
      links: mesh.ask(watchedClusters, istiod).known,
    };
  },
};
