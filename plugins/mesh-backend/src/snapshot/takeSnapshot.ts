import pLimit from 'p-limit';
import {
  ClusterName,
  Kind,
  NotSeen,
} from '@meshwise/backstage-plugin-mesh-common';
import {
  ClusterAccess,
  ClusterEntry,
  ClusterList,
} from '@meshwise/backstage-plugin-mesh-node';
import { Clock } from '../Clock';
import { MeshConfig } from '../config';
import { readClusterOnce } from '../kubernetes/readClusterOnce';
import {
  newSnapshotFolder,
  writeCluster,
  writeManifest,
} from './writeSnapshot';

/** Clusters that are read at the same time. */
const AT_ONCE = 4;

/** Locators that ask other systems need a moment. */
const LIST_MS = 30_000;

/** What {@link takeSnapshot} needs. */
export interface TakeSnapshotOptions {
  readonly access: ClusterAccess;
  readonly links: MeshConfig['links'];
  /** Folder that does not exist yet, or is empty. */
  readonly out: string;
  readonly clock: Clock;
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number;
  /** Called with each line worth knowing. */
  readonly say: (line: string) => void;
}

/**
 * Reads every cluster of the Kubernetes plugin once, with its own credentials, and writes what the rules read of it as a folder of YAML.
 * Answers whether everything could be seen. Rejects when no clusters are known or the folder cannot be written.
 */
export async function takeSnapshot(
  options: TakeSnapshotOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { access, links, out, clock, random, say } = options;
  await newSnapshotFolder(out);
  const { clusters, unavailable } = await knownClusters(access, clock, signal);
  if (unavailable !== undefined) say(`Clusters may be missing: ${unavailable}`);
  const takenAt = clock.now();
  const limit = pLimit(AT_ONCE);
  const read = await Promise.all(
    clusters.flatMap(entry => {
      const connection = connectionOf(entry, say);
      if (!connection) return [];
      return limit(async () => {
        const { name } = entry;
        const how = { connection, clock, random };
        const reading = await readClusterOnce(how, signal);
        await writeCluster(out, name, reading);
        describe(name, reading.notSeen).forEach(say);
        return [name, reading.notSeen] as const;
      });
    }),
  );
  await writeManifest(out, { takenAt, links, clusters: new Map(read) });
  const complete = read.every(([, notSeen]) =>
    [...notSeen.values()].every(({ state }) => state === 'not-installed'),
  );
  return complete && read.length === clusters.length && !unavailable;
}

async function knownClusters(
  access: ClusterAccess,
  clock: Clock,
  signal: AbortSignal,
): Promise<ClusterList & { readonly code: 'known' }> {
  const done = new AbortController();
  let last: ClusterList | undefined;
  const known = new Promise<ClusterList & { readonly code: 'known' }>(
    resolve => {
      access.subscribe(list => {
        last = list;
        if (list.code === 'known') resolve(list);
      }, done.signal);
    },
  );
  const late = clock.wait(LIST_MS, signal);
  const list = await Promise.race([known, late]);
  done.abort();
  if (list) return list;
  const reason = last?.code === 'waiting' ? last.reason : 'nobody lists them';
  throw new Error(`no clusters are known: ${reason}`);
}

/** What the portal does not read in the background is not in a snapshot either. */
function connectionOf(
  { name, access, authProvider }: ClusterEntry,
  say: TakeSnapshotOptions['say'],
) {
  if (access.code === 'server-side') return access.connection;
  say(
    access.code === 'invalid'
      ? `${name} is left out: ${access.reason}`
      : `${name} is left out: its auth provider "${authProvider}" needs a signed-in user`,
  );
  return undefined;
}

function describe(
  name: ClusterName,
  notSeen: ReadonlyMap<Kind, NotSeen>,
): readonly string[] {
  const byReason = new Map<string, Kind[]>();
  for (const [kind, { state, reason }] of notSeen) {
    if (state === 'not-installed') continue;
    const why = `${state}${reason ? `: ${reason}` : ''}`;
    byReason.set(why, [...(byReason.get(why) ?? []), kind]);
  }
  return [...byReason].map(([why, kinds]) =>
    kinds.length === notSeen.size
      ? `${name} is not seen, ${why}`
      : `${name}: ${kinds.join(', ')} not seen, ${why}`,
  );
}
