import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { hasAmbient } from '../../rules/ambientSwitches';
import { answer } from '../../rules/answer';
import { servingViews } from '../../rules/servingViews';
import { OnboardNamespaceInput, Refusal } from '../plan';
import { refusal } from '../refusal';
import { OnboardingContext } from './context';
import { Placement } from './placement';

/** Which control plane serves the ztunnels of a cluster; namespaces in ambient mode cannot choose (reference 2.6). */
export function ambientPlacement(
  snapshot: Snapshot,
  cluster: ClusterName,
  { revision }: OnboardNamespaceInput,
  context: OnboardingContext,
): Placement | Refusal {
  const asked = answer(snapshot, servingViews, cluster, context.memo);
  const ambient = asked.value.filter(hasAmbient);
  const refuse = (message: string, cure: string) =>
    refusal(
      context,
      'unknown-revision',
      { subject: `revision ${revision} in ${cluster}`, message, cure },
      asked,
    );
  const [view] = ambient.filter(one => one.revision === revision);
  if (!view) {
    const names = ambient.map(one => one.revision).join(', ');
    return refuse(
      'It is no control plane of the cluster that serves ambient workloads',
      names === ''
        ? 'Choose sidecars, or a cluster whose control plane has ambient mode switched on.'
        : `Choose one of: ${names}.`,
    );
  }
  if (!context.clusters.get(view.configCluster)?.writable) {
    return refuse(
      'Its control plane reads policies from a cluster to which Meshwise has no credential to write',
      'Ask the platform team to add that cluster to mesh.writers.',
    );
  }
  return { cluster, configCluster: view.configCluster, revision };
}
