import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { controlPlaneView, ControlPlaneView } from './controlPlaneView';
import { TrustParty } from './trustParties';

/** Whether a name is accepted. @public */
export type NameTrust = 'yes' | 'no' | 'unknown';

/** Whether servers of one party let clients of another in, by trust domain: their own, its aliases, and those of mesh config. Reference 7.3. */
export function asServer(truster: TrustParty, trusted: TrustParty): NameTrust {
  if (truster.anyTrustDomain) return 'yes';
  if (truster.trustDomain === undefined || trusted.trustDomain === undefined)
    return 'unknown';
  return [
    truster.trustDomain,
    ...truster.aliases,
    ...truster.furtherTrustDomains,
  ].includes(trusted.trustDomain)
    ? 'yes'
    : 'no';
}

/**
 * Whether clients of one party accept servers of another: the name must carry the trust domain that their control plane takes the
 * server's cluster to have, or an alias. Reference 7.3.
 */
export function asClient(
  mesh: Mesh,
  truster: TrustParty,
  trusted: TrustParty,
): NameTrust {
  const { trustDomain } = trusted;
  if (truster.trustDomain === undefined || trustDomain === undefined)
    return 'unknown';
  if (truster.aliases.includes(trustDomain)) return 'yes';
  const expected = truster.controlPlanes.map(key => {
    const view = mesh.ask(controlPlaneView, key);
    return view && expectedIn(mesh, view, trusted.cluster);
  });
  if (expected.includes(undefined)) return 'unknown';
  return expected.every(name => name === trustDomain) ? 'yes' : 'no';
}

/** Trust domain that a control plane takes a cluster to have: its own, or since 1.29 what the mesh config of a cluster it watches says. Reference 1.3. */
function expectedIn(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
): string | undefined {
  const { profile, namespace, revision, settings } = view;
  const isRemote =
    cluster !== view.configCluster &&
    view.registries.some(registry => registry.cluster === cluster);
  if (!isRemote || !profile.remoteTrustDomains) return settings.trustDomain;
  const name = revision === 'default' ? 'istio' : `istio-${revision}`;
  const found = mesh.get(cluster, 'MeshConfig', { namespace, name });
  if (found) return found.settings.trustDomain;
  // Not there counts as the default; what we cannot read, the control plane may.
  return mesh.sight(cluster, 'MeshConfig', namespace) === 'full'
    ? 'cluster.local'
    : undefined;
}
