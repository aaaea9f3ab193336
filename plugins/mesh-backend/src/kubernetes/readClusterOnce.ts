import {
  ClusterTables,
  decode,
  Kind,
  KIND_NAMES,
  kindRow,
  NotSeen,
  Table,
} from '@meshwise/backstage-plugin-mesh-common';
import { ClusterConnection } from '@meshwise/backstage-plugin-mesh-node';
import { Clock } from '../Clock';
import { resourcePath } from './apiPath';
import { ApiServer } from './ApiServer';
import { connectionFailure } from './connectionFailure';
import { Discovery, EVERY_KIND, ServedKinds } from './Discovery';
import { objectNames } from './objectNames';
import { readList } from './readList';
import { resourceClient } from './ResourceClient';
import { stateAfter } from './stateAfter';

/** Everything that could be read of a cluster at one time, as its API server returns it. */
export interface ClusterReading {
  readonly objects: ReadonlyMap<Kind, readonly unknown[]>;
  /** Kinds without objects because they could not be read, or are not there. */
  readonly notSeen: ReadonlyMap<Kind, NotSeen>;
}

/** What {@link readClusterOnce} needs. */
export interface ReadClusterOnceOptions {
  readonly connection: ClusterConnection;
  readonly clock: Clock;
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number;
}

/** Reads every kind of the kinds table once. Never rejects: what cannot be read is named, with the reason. */
export async function readClusterOnce(
  options: ReadClusterOnceOptions,
  signal: AbortSignal,
): Promise<ClusterReading> {
  const server = ApiServer.create(options);
  const objects = new Map<Kind, readonly unknown[]>();
  const notSeen = new Map<Kind, NotSeen>();
  try {
    const served = await servedKinds(server, signal);
    for (const kind of KIND_NAMES) {
      const apiVersion = served.get(kind);
      if (apiVersion === undefined) {
        notSeen.set(kind, { state: 'not-installed' });
        continue;
      }
      try {
        const names = objectNames(kind, istiodsAmong(objects));
        const of = { kind, apiVersion, names };
        objects.set(kind, await readKind(server, of, options, signal));
      } catch (error) {
        notSeen.set(kind, reasonOf(error));
      }
    }
  } catch (error) {
    for (const kind of KIND_NAMES) notSeen.set(kind, reasonOf(error));
  } finally {
    await server.close();
  }
  return { objects, notSeen };
}

/** Who may not ask what is served may still read it: then each kind is tried. */
async function servedKinds(
  server: ApiServer,
  signal: AbortSignal,
): Promise<ServedKinds> {
  try {
    return await Discovery.create(server).read(signal);
  } catch (error) {
    if (connectionFailure(error).code !== 'forbidden') throw error;
    return EVERY_KIND;
  }
}

async function readKind(
  server: ApiServer,
  of: {
    readonly kind: Kind;
    readonly apiVersion: string;
    readonly names: readonly string[];
  },
  { clock, random }: ReadClusterOnceOptions,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const { apiVersion } = of;
  const { plural, labelSelector, kind } = kindRow(of.kind);
  const all: unknown[] = [];
  for (const name of of.names) {
    const client = resourceClient({
      server,
      path: resourcePath({ apiVersion, plural }),
      labelSelector,
      fieldSelector: name === '' ? undefined : `metadata.name=${name}`,
    });
    let found: unknown[] = [];
    const begin = () => {
      found = [];
    };
    // Objects in a list do not name their type.
    const item = (object: unknown) =>
      found.push({ ...(object as object), apiVersion, kind });
    await readList({ client, clock, random, begin, item }, signal);
    for (const object of found) all.push(object);
  }
  return all;
}

/** The names of mesh configs follow from the istiods there are. */
function istiodsAmong(
  objects: ReadonlyMap<Kind, readonly unknown[]>,
): ClusterTables {
  const records = (objects.get('Deployment') ?? []).flatMap(object => {
    const decoded = decode('Deployment', object);
    return decoded.code === 'decoded' ? [decoded.record] : [];
  });
  const coverage = {
    state: 'synced' as const,
    since: 0,
    asOf: undefined,
    listedAt: undefined,
    reason: undefined,
  };
  return { kinds: { Deployment: { table: Table.of(records), coverage } } };
}

function reasonOf(error: unknown): NotSeen {
  const failure = connectionFailure(error);
  return { state: stateAfter(failure), reason: failure.message };
}
