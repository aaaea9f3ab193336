import { compareText } from '../model/record';
import { RecordIndex } from '../model/recordIndex';
import { PodRecord } from '../model/records/pod';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { calledService } from './calledService';
import { ControlPlaneKey } from './controlPlaneView';
import { YES } from './indexes';
import { proxyRevision } from './proxyClaims';
import { ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { sidecarFor } from './visibleServices';

/** Callers that their control plane treats alike, as far as where they are, who serves them and which Sidecar limits them goes. One of them stands for all. @public */
export interface CallerGroup {
  readonly cluster: ClusterName;
  readonly locality: string;
  readonly namespace: string;
  /** Revision that rendered their sidecars. */
  readonly revision: string;
  readonly controlPlane: ControlPlaneKey;
  /** Name of the Sidecar that limits them, `''` if none does. */
  readonly sidecar: string;
  readonly pods: number;
  /** First of them by name. */
  readonly client: ProxyRef;
  /** What they run, by name. */
  readonly workloads: readonly CallerWorkload[];
}

/** Pods of one name that Istio would report them under. @public */
export interface CallerWorkload {
  readonly name: string;
  readonly pods: number;
  /** First of them by name. */
  readonly client: ProxyRef;
}

/** Labels that name a workload, as Istio takes them for its canonical service. */
const WORKLOAD_NAMES = [
  'service.istio.io/canonical-name',
  'app.kubernetes.io/name',
  'app',
];

const SIDECARS = new RecordIndex<PodRecord>(({ proxy, phase }) =>
  proxy?.args[1] === 'sidecar' && phase !== 'Succeeded' && phase !== 'Failed'
    ? [YES]
    : [],
);

/** Who may call a service: groups of pods with sidecars to which it is visible. A cluster without such pods has no group. Reference 3.8. @public */
export const callerGroups: Rule<
  { readonly service: ServiceRef },
  readonly CallerGroup[]
> = {
  source: '3.8',
  nameOf: ({ service }) => serviceKey(service),
  ask: (mesh, { service }) =>
    mesh
      .clusters()
      .flatMap(cluster => mesh.ask(callerGroupsInCluster, cluster))
      .filter(
        ({ client }) => calledService(mesh, client, service) !== undefined,
      ),
};

/** All groups of pods with sidecars in a cluster, whatever they may call. @public */
export const callerGroupsInCluster: Rule<ClusterName, readonly CallerGroup[]> =
  {
    source: '3.8',
    nameOf: cluster => cluster,
    ask(mesh, cluster) {
      const groups = new Map<string, CallerGroupDraft>();
      const pods = mesh.find(cluster, 'Pod', { index: SIDECARS, key: YES });
      for (const pod of pods) {
        const { namespace, name } = pod;
        const client = { cluster, namespace, pod: name };
        const proxy = mesh.ask(proxyOf, client);
        if (!proxy?.view || proxy.rejected !== undefined) continue;
        const { view, locality, labels } = proxy;
        const limit = sidecarFor(mesh, view, namespace, labels);
        const revision = proxyRevision(pod) ?? '';
        const sidecar = limit ? `${limit.namespace}/${limit.name}` : '';
        const key = [namespace, locality, revision, sidecar].join('\n');
        const group = groups.get(key) ?? {
          first: {
            cluster,
            locality,
            namespace,
            revision,
            controlPlane: view.key,
            sidecar,
            client,
          },
          pods: 0,
          workloads: new Map<string, CallerWorkload>(),
        };
        groups.set(key, group);
        addCaller(group, workloadOf(pod), client);
      }
      return [...groups]
        .sort(([a], [b]) => compareText(a, b))
        .map(([, { first, pods: count, workloads }]) => ({
          ...first,
          pods: count,
          workloads: [...workloads.values()].sort((a, b) =>
            compareText(a.name, b.name),
          ),
        }));
    },
  };

/** A group to which callers are still added. */
interface CallerGroupDraft {
  readonly first: Omit<CallerGroup, 'pods' | 'workloads'>;
  pods: number;
  readonly workloads: Map<string, CallerWorkload>;
}

function addCaller(
  group: CallerGroupDraft,
  name: string,
  client: ProxyRef,
): void {
  const same = group.workloads.get(name);
  group.workloads.set(name, {
    name,
    pods: (same?.pods ?? 0) + 1,
    client: same?.client ?? client,
  });
  group.pods++;
}

function workloadOf({ labels, name }: PodRecord): string {
  for (const key of WORKLOAD_NAMES) {
    const named = labels.get(key);
    if (named) return named;
  }
  return name;
}
