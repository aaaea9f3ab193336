import { Labels } from '../model/record';
import { ClusterName } from '../model/refs';
import { DeploymentRecord } from '../model/records/deployment';
import { Rule } from '../model/rule';
import { ISTIODS, YES } from './indexes';
import { versionOfImage } from './version';

/** One istiod Deployment with what its object says of it. */
export interface Istiod {
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly deployment: string;
  /** `default` for the unnamed one. */
  readonly revision: string;
  readonly version: string | undefined;
  /** Documented changes that an overlay turns the other way round than in this version. */
  readonly except: readonly string[];
  /** Cluster ID it gives to its config cluster; `Kubernetes` if nobody set one. */
  readonly clusterId: string;
  readonly env: Labels;
  /** Its configuration comes from another cluster than the one it runs in. */
  readonly readsOtherCluster: boolean;
  readonly ready: number;
  readonly replicas: number;
}

/** Cluster ID of an istiod that was given none (reference 1.1). */
export const UNSET_CLUSTER_ID = 'Kubernetes';

/** The istiods that run in a cluster, by namespace and name. Reference 1.5. */
export const istiods: Rule<ClusterName, readonly Istiod[]> = {
  source: '1.5',
  nameOf: cluster => cluster,
  ask: (mesh, cluster) =>
    mesh
      .find(cluster, 'Deployment', { index: ISTIODS, key: YES })
      .map(found => describe(cluster, found)),
};

function describe(cluster: ClusterName, deployment: DeploymentRecord): Istiod {
  const env = deployment.istiod?.env ?? deployment.templateLabels;
  return {
    cluster,
    namespace: deployment.namespace,
    deployment: deployment.name,
    revision:
      deployment.labels.get('istio.io/rev') || env.get('REVISION') || 'default',
    version: versionOfImage(deployment.istiod?.image ?? ''),
    except: deployment.istiod?.except ?? [],
    clusterId: env.get('CLUSTER_ID') || UNSET_CLUSTER_ID,
    env,
    readsOtherCluster: deployment.istiod?.readsOtherCluster ?? false,
    ready: deployment.readyReplicas,
    replicas: deployment.replicas,
  };
}
