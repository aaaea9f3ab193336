import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from './controlPlaneView';
import { serviceEndpoints } from './serviceEndpoints';
import { spiffeId } from './spiffeId';

/** Identities of the workloads behind a service, in every trust domain that stands for theirs, sorted. Reference 7.1, 7.3. */
export const serviceIdentities: Rule<
  {
    readonly controlPlane: ControlPlaneKey;
    readonly host: string;
    readonly namespace: string;
  },
  readonly string[]
> = {
  source: '7.3',
  nameOf: ({ controlPlane, host, namespace }) =>
    `${controlPlaneName(controlPlane)} ${namespace}/${host}`,
  ask(mesh, question) {
    const view = mesh.ask(controlPlaneView, question.controlPlane);
    if (!view) return [];
    const identities = new Set<string>();
    for (const { serviceAccount, namespace, clusterId } of mesh.ask(
      serviceEndpoints,
      question,
    )) {
      if (serviceAccount === '') continue;
      const domains = [
        trustDomainOf(mesh, view, clusterId),
        ...view.settings.trustDomainAliases,
      ];
      for (const trustDomain of domains)
        identities.add(spiffeId({ trustDomain, namespace, serviceAccount }));
    }
    return [...identities].sort();
  },
};

/** Trust domain of a cluster: since 1.29 that of its own mesh config, by default `cluster.local`. Reference 1.3. */
function trustDomainOf(
  mesh: Mesh,
  view: ControlPlaneView,
  clusterId: string,
): string {
  const registry = view.registries.find(known => known.clusterId === clusterId);
  if (
    !registry ||
    registry.cluster === view.configCluster ||
    !view.profile.remoteTrustDomains
  )
    return view.settings.trustDomain;
  const name = view.revision === 'default' ? 'istio' : `istio-${view.revision}`;
  const config = mesh.get(registry.cluster, 'MeshConfig', {
    namespace: view.namespace,
    name,
  });
  return config?.settings.trustDomain ?? 'cluster.local';
}
