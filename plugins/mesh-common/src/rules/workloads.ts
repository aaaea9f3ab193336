import { NO_LABELS } from '../model/record';
import { Mesh } from '../model/mesh';
import { ClusterName, ServiceRef } from '../model/refs';
import { PodRecord } from '../model/records/pod';
import { Rule } from '../model/rule';
import { containsLabels } from '../model/selector';
import { SLICES_BY_SERVICE } from './indexes';
import { PodTemplate } from './injection';
import { selectedPods } from './selectedPods';
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
  ask: (mesh, { cluster, service }) =>
    workloadsOf(mesh, service.namespace, {
      cluster,
      definition: mesh.get(cluster, 'Service', service),
      slices: mesh.find(cluster, 'EndpointSlice', {
        index: SLICES_BY_SERVICE,
        namespace: service.namespace,
        key: service.name,
      }),
    }),
};

/** The same, of what was looked up of the service. */
export function workloadsOf(
  mesh: Mesh,
  namespace: string,
  part: ServicePart,
): readonly Workload[] {
  const { cluster, definition } = part;
  const selector = definition?.selector ?? NO_LABELS;
  const pods = podsOf(mesh, namespace, part);
  const deployments = mesh
    .list(cluster, 'Deployment', namespace)
    .filter(
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
  { cluster, definition, slices }: ServicePart,
): readonly PodRecord[] {
  const selector = definition?.selector ?? NO_LABELS;
  const selected = selectedPods(mesh, cluster, namespace, selector);
  const listed = slices.flatMap(({ endpoints }) =>
    endpoints.flatMap(({ pod }) => pod ?? NONE),
  );
  if (listed.length === 0) return selected;
  const pods = new Set(selected);
  for (const name of new Set(listed)) {
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
