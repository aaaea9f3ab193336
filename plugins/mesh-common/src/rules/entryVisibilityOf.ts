import { Mesh } from '../model/mesh';
import { Visibility } from '../model/meshConfig';
import { matchesSelector } from '../model/selector';
import { ControlPlaneView } from './controlPlaneView';

/** Whom a ServiceEntry of a namespace is for at most, as mesh config says of that namespace. Reference 3.7. */
export function entryVisibilityOf(
  mesh: Mesh,
  { settings, profile, configCluster }: ControlPlaneView,
  namespace: string,
): Visibility {
  const { entryVisibility } = settings;
  if (!entryVisibility || !profile.entryVisibility) return 'PUBLIC';
  const home = { namespace: '', name: namespace };
  const labels = new Map(
    mesh.get(configCluster, 'Namespace', home)?.labels,
  ).set('kubernetes.io/metadata.name', namespace);
  const policy = entryVisibility.policies.find(({ namespaces }) =>
    namespaces.every(
      selector => selector !== undefined && matchesSelector(selector, labels),
    ),
  );
  return policy?.visibility ?? entryVisibility.byDefault;
}
