import { Memo } from '../src/model/memo';
import { Mesh } from '../src/model/mesh';
import { Snapshot } from '../src/model/snapshot';
import { istiods } from '../src/rules/istiods';
import { proxyConfig } from '../src/rules/proxyConfig';
import { recordedControlPlanes, RecordedControlPlane } from './controlPlanes';
import { NamedProxy } from './meshFolder';
import { recordedProxy, RecordedProxy } from './recordedProxy';

/** What the mesh gives some proxies, in the shape in which answers of Istio are recorded. */
export interface Recording {
  readonly istio: string;
  readonly controlPlanes: readonly RecordedControlPlane[];
  readonly proxies: Readonly<Record<string, RecordedProxy>>;
}

/** The answers for proxies, by the rules alone. */
export function record(
  snapshot: Snapshot,
  proxies: readonly NamedProxy[],
  memo = Memo.create(),
): Recording {
  return {
    istio: versionOf(snapshot, memo),
    controlPlanes: recordedControlPlanes(snapshot, memo),
    proxies: Object.fromEntries(
      proxies.map(({ name, proxy }) => [
        name,
        recordedProxy(Mesh.ask(snapshot, proxyConfig, proxy, memo).value),
      ]),
    ),
  };
}

/** Version of the first control plane; recordings are of fleets of one version. */
function versionOf(snapshot: Snapshot, memo: Memo): string {
  const [first] = snapshot.clusterNames.flatMap(
    cluster => Mesh.ask(snapshot, istiods, cluster, memo).value,
  );
  return first?.version ?? '';
}
