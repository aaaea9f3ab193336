import { z } from 'zod';
import { Coverage } from '../model/coverage';
import { Kind, KIND_NAMES } from '../model/kinds';
import {
  ClusterLinksRecord,
  configuredLinks,
} from '../model/records/clusterLinks';
import { ClusterName, Instant } from '../model/refs';

/** A kind of which the objects could not be read. @public */
export interface NotSeen {
  readonly state: Exclude<Coverage['state'], 'synced'>;
  /** One sentence, without credentials. */
  readonly reason?: string;
}

/** What a folder of YAML that was written from clusters says besides their objects. @public */
export interface SnapshotManifest {
  readonly takenAt: Instant;
  /** What the configuration tells of the links of istiod, by cluster. */
  readonly links: ReadonlyMap<ClusterName, readonly ClusterLinksRecord[]>;
  /** Every cluster, with the kinds of which nothing is in the folder because nothing could be read, or because the cluster does not serve them. */
  readonly clusters: ReadonlyMap<ClusterName, ReadonlyMap<Kind, NotSeen>>;
}

const UNSEEN = [
  'syncing',
  'timeout',
  'auth',
  'forbidden',
  'misbehaving',
  'not-installed',
] as const satisfies readonly NotSeen['state'][];

const fileSchema = z.strictObject({
  takenAt: z.iso.datetime(),
  links: z.array(
    z.strictObject({
      cluster: z.string(),
      namespace: z.string().default(''),
      watches: z.array(
        z.strictObject({
          cluster: z.string(),
          clusterId: z.string().optional(),
        }),
      ),
    }),
  ),
  clusters: z.array(
    z.strictObject({
      name: z.string(),
      notSeen: z.array(
        z.strictObject({
          kinds: z.array(z.enum(KIND_NAMES)),
          state: z.enum(UNSEEN),
          reason: z.string().optional(),
        }),
      ),
    }),
  ),
});

/** Reads a manifest. Throws an error that names the field. @public */
export function readSnapshotManifest(data: unknown): SnapshotManifest {
  const parsed = fileSchema.safeParse(data);
  if (!parsed.success)
    throw new Error(`not a manifest: ${z.prettifyError(parsed.error)}`);
  const { takenAt, links, clusters } = parsed.data;
  const told = new Map<ClusterName, readonly ClusterLinksRecord[]>();
  links.forEach(({ cluster, namespace, watches }, index) => {
    const record = configuredLinks(
      watches.map(watched => ({ clusterId: undefined, ...watched })),
      { namespace, source: `mesh.links[${index}]` },
    );
    told.set(cluster, [...(told.get(cluster) ?? []), record]);
  });
  return {
    takenAt: Date.parse(takenAt),
    links: told,
    clusters: new Map(
      clusters.map(({ name, notSeen }) => [
        name,
        new Map(
          notSeen.flatMap(({ kinds, ...why }) =>
            kinds.map(kind => [kind, why] as const),
          ),
        ),
      ]),
    ),
  };
}

/** The manifest as data to be written, e.g. as YAML. @public */
export function snapshotManifestData({
  takenAt,
  links,
  clusters,
}: SnapshotManifest): object {
  return {
    takenAt: new Date(takenAt).toISOString(),
    links: [...links].flatMap(([cluster, records]) =>
      records.map(({ namespace, links: watches }) => ({
        cluster,
        ...(namespace !== '' && { namespace }),
        watches: watches.map(({ cluster: watched = '', clusterId }) => ({
          cluster: watched,
          ...(clusterId !== undefined && { clusterId }),
        })),
      })),
    ),
    clusters: [...clusters].map(([name, notSeen]) => ({
      name,
      notSeen: grouped(notSeen),
    })),
  };
}

/** Kinds that were not seen for the same reason, together. */
function grouped(
  notSeen: ReadonlyMap<Kind, NotSeen>,
): readonly (NotSeen & { readonly kinds: Kind[] })[] {
  const groups = new Map<string, NotSeen & { readonly kinds: Kind[] }>();
  for (const [kind, why] of notSeen) {
    const name = `${why.state} ${why.reason}`;
    const group = groups.get(name) ?? { kinds: [], ...why };
    group.kinds.push(kind);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** How well a kind was seen. @public */
export function coverageOf(
  { takenAt, clusters }: SnapshotManifest,
  cluster: ClusterName,
  kind: Kind,
): Coverage {
  const notSeen = clusters.get(cluster)?.get(kind);
  const known = !notSeen || notSeen.state === 'not-installed';
  return {
    state: notSeen?.state ?? 'synced',
    since: takenAt,
    asOf: known ? takenAt : undefined,
    listedAt: known ? takenAt : undefined,
    reason: notSeen?.reason,
  };
}
