import { Certificate } from '../model/certificate';
import { compareText } from '../model/record';
import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
} from './controlPlaneView';
import { isSelected } from './discovery';
import { namespaceControl } from './namespaceControl';
import { ISTIO_TRUST_BUNDLE, mountsTrustBundle } from './rootSource';
import { servingViews } from './servingViews';

/** Certificates that workloads of some namespaces trust. @public */
export interface TrustBundle {
  /** Each once, in the order of fingerprints. */
  readonly certificates: readonly Certificate[];
  /** Namespaces whose ConfigMap, or the ClusterTrustBundle that their pods mount, holds exactly these. */
  readonly namespaces: readonly string[];
}

/** What the workloads of one control plane in a cluster trust. More than one bundle: a rollout, or two control planes that fight. @public */
export interface ControlPlaneBundles {
  readonly controlPlane: ControlPlaneKey;
  readonly bundles: readonly TrustBundle[];
}

const MEMBER_OF = 'maistra.io/member-of';

/** The roots in a cluster's namespaces, by the control planes whose workloads start with them. Reference 7.2, 7.3. @public */
export const trustBundles: Rule<ClusterName, readonly ControlPlaneBundles[]> = {
  source: '7.2',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const views = mesh.ask(servingViews, cluster);
    const held = mesh
      .list(cluster, 'RootCertificates')
      .map(({ namespace, certificates }) => ({
        namespace,
        certificates,
        of: ownersOf(mesh, cluster, namespace, views),
      }));
    return views.map(view => {
      const name = controlPlaneName(view.key);
      const bundles = mountsTrustBundle(view)
        ? mounted(mesh, cluster, namespace =>
            ownersOf(mesh, cluster, namespace, views).includes(name),
          )
        : held.filter(({ of }) => of.includes(name));
      return { controlPlane: view.key, bundles: distinct(bundles) };
    });
  },
};

/** What pods of some namespaces mount in place of the ConfigMap of their namespace: the same everywhere. */
function mounted(
  mesh: Mesh,
  cluster: ClusterName,
  isOf: (namespace: string) => boolean,
) {
  const name = ISTIO_TRUST_BUNDLE;
  const bundle = mesh.get(cluster, 'ClusterTrustBundle', {
    namespace: '',
    name,
  });
  if (!bundle) return [];
  const { certificates } = bundle;
  return mesh
    .list(cluster, 'Namespace')
    .filter(namespace => isOf(namespace.name))
    .map(namespace => ({ namespace: namespace.name, certificates }));
}

/** Control planes whose workloads use the roots of a namespace; of several that read an unclaimed one, each may. */
function ownersOf(
  mesh: Mesh,
  cluster: ClusterName,
  namespace: string,
  views: readonly ControlPlaneView[],
): readonly string[] {
  const names = (found: readonly ControlPlaneView[]) =>
    found.map(({ key }) => controlPlaneName(key));
  if (views.length < 2) return names(views);
  const member = mesh
    .get(cluster, 'Namespace', { namespace: '', name: namespace })
    ?.labels.get(MEMBER_OF);
  const at = member ?? namespace;
  const own = views.filter(view => view.namespace === at);
  if (own.length > 0) return names(own);
  const { owner } = mesh.ask(namespaceControl, { cluster, namespace });
  if (owner.code === 'owned') {
    const { controlPlane } = owner;
    const owning = views.filter(
      view =>
        view.key.cluster === controlPlane.cluster &&
        view.namespace === controlPlane.namespace &&
        view.revision === controlPlane.revision,
    );
    if (owning.length > 0) return names(owning);
  }
  return names(
    views.filter(view => isSelected(mesh, view, cluster, namespace)),
  );
}

function distinct(
  held: readonly {
    readonly namespace: string;
    readonly certificates: readonly Certificate[];
  }[],
): readonly TrustBundle[] {
  const bundles = new Map<
    string,
    { certificates: readonly Certificate[]; namespaces: string[] }
  >();
  for (const { namespace, certificates } of held) {
    const unique = [
      ...new Map(certificates.map(item => [item.fingerprint, item])).values(),
    ].sort((a, b) => compareText(a.fingerprint, b.fingerprint));
    const name = unique.map(({ fingerprint }) => fingerprint).join();
    const bundle = bundles.get(name) ?? {
      certificates: unique,
      namespaces: [],
    };
    bundle.namespaces.push(namespace);
    bundles.set(name, bundle);
  }
  return [...bundles.keys()]
    .sort(compareText)
    .flatMap(name => bundles.get(name) ?? []);
}
