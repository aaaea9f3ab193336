import { Clock } from '../Clock';
import { ListGate } from './ListGate';
import { ListedVersions, ObjectVersions } from './ObjectVersions';
import { readList } from './readList';
import { ResourceClient } from './ResourceClient';
import { compareVersions } from './resourceVersion';
import { identityOf } from './watchEvent';

/** Longest time that a live watch lags behind a list: one bookmark, generously. */
const CATCH_UP_MS = 180_000;
const LOOK_AGAIN_MS = 5_000;

/** What is compared with what. */
export interface VerifyCopyOptions {
  readonly versions: ObjectVersions;
  readonly client: ResourceClient;
  readonly gate: ListGate;
  readonly clock: Clock;
  readonly random: () => number;
}

/** `behind`: the watch is not where the server is, and will not come there. */
export type Verification =
  | { readonly code: 'equal' | 'behind' | 'aborted' }
  | { readonly code: 'diverged'; readonly objects: number };

/**
 * Whether a watched copy is what the server has (contract R5), found without disturbing the watch: versions of a fresh
 * list are compared once the watch has passed the list's version. From then on, only objects that changed since the list
 * began may differ, and those are left out. Rejects when the list fails, which says nothing about the copy.
 */
export async function verifyCopy(
  options: VerifyCopyOptions,
  signal: AbortSignal,
): Promise<Verification> {
  const { versions } = options;
  const before = versions.version;
  versions.beginComparison();
  try {
    const { listed, resourceVersion } = await readVersions(options, signal);
    const order = compareVersions(resourceVersion, before);
    // A store that was restored from a backup is behind its watchers, who would wait for ever.
    if (order === undefined || order < 0) return { code: 'behind' };
    const caughtUp = await catchUp(options, resourceVersion, signal);
    if (signal.aborted) return { code: 'aborted' };
    if (!caughtUp) return { code: 'behind' };
    const objects = versions.differences(listed);
    return objects > 0 ? { code: 'diverged', objects } : { code: 'equal' };
  } finally {
    versions.endComparison();
  }
}

async function readVersions(
  { client, clock, random, gate }: VerifyCopyOptions,
  signal: AbortSignal,
) {
  let listed = new ListedVersions();
  const read = () =>
    readList(
      {
        client,
        clock,
        random,
        metadataOnly: true,
        begin() {
          listed = new ListedVersions();
        },
        item: object => listed.add(identityOf(object)),
      },
      signal,
    );
  const { resourceVersion } = await gate.run(read, signal);
  return { listed, resourceVersion };
}

async function catchUp(
  { versions, clock }: VerifyCopyOptions,
  version: string,
  signal: AbortSignal,
): Promise<boolean> {
  const began = clock.elapsed();
  while (!versions.hasReached(version)) {
    if (signal.aborted || clock.elapsed() - began > CATCH_UP_MS) return false;
    await clock.wait(LOOK_AGAIN_MS, signal);
  }
  return true;
}
