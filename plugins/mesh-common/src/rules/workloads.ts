import { Labels, NO_LABELS } from '../model/record';
import { Mesh } from '../model/mesh';
import { ClusterName, ServiceRef } from '../model/refs';
import { DeploymentRecord } from '../model/records/deployment';
import { PodRecord } from '../model/records/pod';
import { Rule } from '../model/rule';
import { containsLabels } from '../model/selector';
import { DEPLOYMENTS, FILLED_SLICES_BY_SERVICE, YES } from './indexes';
import { PodTemplate } from './injection';
import { selectedPods, selectedPodsInEach } from './selectedPods';
import { ServicePart } from './serviceParts';

/** Labels that injection adds to a pod, so they say nothing of what its template asks for. */
const ADDED_BY_INJECTION = [
  'security.istio.io/tlsMode',
  'service.istio.io/canonical-name',
  'service.istio.io/canonical-revision',
];

/** Most clusters with a copy of a service run nothing of it. */
const NONE: readonly never[] = [];

/** Pods of a service in a cluster, with the template each would be created from again. */
export interface Workload {
  readonly pods: readonly PodRecord[];
  readonly template: PodTemplate;
}

/** Workloads of a service in a cluster: pods grouped by Deployment; pods of other owners stand for themselves. Reference 2.4. */
export const workloads: Rule<
  { readonly cluster: ClusterName; readonly service: ServiceRef },
  readonly Workload[]
> = {
  source: '2.4',
  ask(mesh, { cluster, service }) {
    const { namespace, name } = service;
    const definition = mesh.get(cluster, 'Service', service);
    const slices = mesh.find(cluster, 'EndpointSlice', {
      index: FILLED_SLICES_BY_SERVICE,
      namespace,
      key: name,
    });
    const part = { cluster, definition, slices };
    return workloadsOf(mesh, namespace, part, {
      selected: selectedPods(mesh, cluster, namespace, selectorOf(part)),
      deployments: mesh.list(cluster, 'Deployment', namespace),
    });
  },
};

/** The same in each of several clusters, of what was looked up of the service there. */
export function workloadsInEach(
  mesh: Mesh,
  namespace: string,
  parts: readonly WorkloadSource[],
): readonly (readonly Workload[])[] {
  const clusters = parts.map(({ cluster }) => cluster);
  const selectors = parts.map(selectorOf);
  const selected = selectedPodsInEach(mesh, clusters, namespace, selectors);
  const deployments = mesh.findInEach(clusters, 'Deployment', {
    index: DEPLOYMENTS,
    namespace,
    key: YES,
  });
  return parts.map((part, i) =>
    workloadsOf(mesh, namespace, part, {
      selected: selected[i],
      deployments: deployments[i],
    }),
  );
}

/** What tells the workloads of a service in a cluster. */
type WorkloadSource = Pick<ServicePart, 'cluster' | 'definition' | 'slices'>;

function selectorOf({ definition }: WorkloadSource): Labels {
  return definition?.selector ?? NO_LABELS;
}

/** What a cluster may run of a service: pods that its selector selects, and the Deployments of its namespace. */
interface Candidates {
  readonly selected: readonly PodRecord[];
  readonly deployments: readonly DeploymentRecord[];
}

function workloadsOf(
  mesh: Mesh,
  namespace: string,
  part: WorkloadSource,
  candidates: Candidates,
): readonly Workload[] {
  const { cluster } = part;
  const selector = selectorOf(part);
  const pods = podsOf(mesh, namespace, part, candidates.selected);
  if (pods.length === 0 && candidates.deployments.length === 0) return NONE;
  const deployments = candidates.deployments.filter(
    ({ templateLabels }) =>
      selector.size > 0 && containsLabels(templateLabels, selector),
  );
  if (pods.length === 0 && deployments.length === 0) return NONE;
  const claimed = new Set<PodRecord>();
  const deployed = deployments.map(deployment => {
    const own = pods.filter(
      pod =>
        !claimed.has(pod) &&
        belongsTo(pod, deployment.name) &&
        containsLabels(pod.labels, deployment.selector),
    );
    own.forEach(pod => claimed.add(pod));
    const { templateLabels: labels, templateAnnotations: annotations } =
      deployment;
    return {
      pods: own,
      template: {
        cluster,
        namespace,
        labels,
        annotations,
        hostNetwork: own.some(pod => pod.hostNetwork),
      },
    };
  });
  const others = pods
    .filter(pod => !claimed.has(pod))
    .map(pod => ({ pods: [pod], template: templateOf(cluster, pod) }));
  return [...deployed, ...others];
}

/** Pods that its selector selects, and those that its slices list. */
function podsOf(
  mesh: Mesh,
  namespace: string,
  { cluster, slices }: WorkloadSource,
  selected: readonly PodRecord[],
): readonly PodRecord[] {
  if (slices.length === 0) return selected;
  const listed = new Set(
    slices.flatMap(({ endpoints }) =>
      endpoints.flatMap(({ pod }) => pod ?? NONE),
    ),
  );
  const pods = new Set(selected);
  for (const name of listed) {
    const pod = mesh.get(cluster, 'Pod', { namespace, name });
    if (pod) pods.add(pod);
  }
  return [...pods];
}

/** The ReplicaSet of a Deployment carries its name and a hash. Pods written by hand have no owner and may belong to any. */
function belongsTo({ owner }: PodRecord, deployment: string): boolean {
  return (
    owner === undefined ||
    (owner.kind === 'ReplicaSet' &&
      owner.name.replace(/-[a-z0-9]+$/, '') === deployment)
  );
}

/** What a pod without a known owner would be created from again. */
export function templateOf(cluster: ClusterName, pod: PodRecord): PodTemplate {
  const labels = new Map(pod.labels);
  ADDED_BY_INJECTION.forEach(key => labels.delete(key));
  const { namespace, annotations, hostNetwork } = pod;
  return { cluster, namespace, labels, annotations, hostNetwork };
}
