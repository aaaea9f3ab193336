import { compareText } from '../model/record';
import { RecordIndex } from '../model/recordIndex';
import { PodRecord } from '../model/records/pod';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { ControlPlaneKey } from './controlPlaneView';
import { YES } from './indexes';
import { proxyRevision } from './proxyClaims';
import { ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { calledService } from './trafficShare';
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
      const groups = new Map<string, CallerGroup>();
      const pods = mesh.find(cluster, 'Pod', { index: SIDECARS, key: YES });
      for (const pod of pods) {
        const { namespace, name } = pod;
        const client = { cluster, namespace, pod: name };
        const proxy = mesh.ask(proxyOf, client);
        if (!proxy?.view || proxy.rejected !== undefined) continue;
        const { view, locality, labels } = proxy;
        const limit = sidecarFor(mesh, view, namespace, labels);
        const group: CallerGroup = {
          cluster,
          locality,
          namespace,
          revision: proxyRevision(pod) ?? '',
          controlPlane: view.key,
          sidecar: limit ? `${limit.namespace}/${limit.name}` : '',
          pods: 1,
          client,
          workloads: [{ name: workloadOf(pod), pods: 1, client }],
        };
        const { revision, sidecar } = group;
        const key = [namespace, locality, revision, sidecar].join('\n');
        const known = groups.get(key);
        groups.set(key, known ? joined(known, group) : group);
      }
      return [...groups]
        .sort(([a], [b]) => compareText(a, b))
        .map(([, group]) => group);
    },
  };

function joined(known: CallerGroup, { workloads }: CallerGroup): CallerGroup {
  const byName = new Map(known.workloads.map(item => [item.name, item]));
  for (const item of workloads) {
    const same = byName.get(item.name);
    byName.set(item.name, same ? { ...same, pods: same.pods + 1 } : item);
  }
  return {
    ...known,
    pods: known.pods + 1,
    workloads: [...byName.values()].sort((a, b) => compareText(a.name, b.name)),
  };
}

function workloadOf({ labels, name }: PodRecord): string {
  for (const key of WORKLOAD_NAMES) {
    const named = labels.get(key);
    if (named) return named;
  }
  return name;
}
