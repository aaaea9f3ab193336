import { LossChange } from '../src/model/change';
import { Memo } from '../src/model/memo';
import { Mesh } from '../src/model/mesh';
import { ClusterName } from '../src/model/refs';
import { proxyOf } from '../src/rules/proxyOf';
import { changesOf } from './changesOf';
import { MeshFolder } from './meshFolder';
import { record, Recording } from './recording';

/** The answers for a folder before and after its change. */
export function changedRecording(folder: MeshFolder): {
  readonly before: Recording;
  readonly after: Recording;
} {
  const memo = Memo.create();
  const { snapshot, proxies } = folder;
  const { after, changes } = changesOf(folder);
  const gone = changes.flatMap(change =>
    change.code === 'lose' ? lostCluster(change) : [],
  );
  const isServed = ({ proxy }: MeshFolder['proxies'][number]) => {
    const key = Mesh.ask(snapshot, proxyOf, proxy, memo).value?.view?.key;
    return key === undefined || !gone.includes(key.cluster);
  };
  return {
    before: record(snapshot, proxies, memo),
    after: record(after, proxies.filter(isServed), memo),
  };
}

/** A cluster that nobody watches any more takes its own control plane along. */
function lostCluster(change: LossChange): readonly ClusterName[] {
  return change.mode === 'D7' || change.mode === 'D8' ? [change.cluster] : [];
}
