import { ConfigKind, SpecDigests } from '../model/configKinds';
import { Mesh } from '../model/mesh';
import { compareText, RecordKey, recordKey } from '../model/record';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { ConfigOf, isNeeded } from './configNeeded';
import { contestOf } from './configWinner';
import { ControlPlaneView } from './controlPlaneView';
import { isRead } from './discovery';
import { MeshPrimary, meshPrimaries } from './meshPrimaries';

/** How one object differs between the primaries of a mesh (reference 6.5). @public */
export type ObjectDrift =
  /** Some primaries lack it although it would decide something there. */
  | {
      readonly code: 'missing';
      readonly present: readonly ClusterName[];
      readonly missing: readonly ClusterName[];
      /** It defines subsets: requests for them fail where nobody knows them (reference 4.5). */
      readonly subsets: boolean;
    }
  /** Its copies differ. The most common variant comes first. */
  | {
      readonly code: 'differs';
      readonly variants: readonly (readonly ClusterName[])[];
      /** Paths within `spec`. */
      readonly fields: readonly string[];
    }
  /** Its copies are equal and do not have the same effect: elsewhere another object comes first. */
  | {
      readonly code: 'shadowed';
      readonly effective: readonly ClusterName[];
      readonly shadowed: readonly ClusterName[];
      readonly by: string;
    }
  /** The same objects speak of the same thing, and another one is the oldest. */
  | {
      readonly code: 'age-order';
      readonly winners: readonly {
        readonly cluster: ClusterName;
        readonly object: string;
      }[];
    };

/** A name of configuration in a mesh. @public */
export interface ConfigName {
  readonly mesh: string;
  readonly kind: ConfigKind;
  readonly key: RecordKey;
}

interface Copy {
  readonly primary: MeshPrimary;
  readonly view: ControlPlaneView;
  readonly object: ConfigOf;
}

/** How the copies of an object differ between the primaries of a mesh. Reference 6.5. */
export const objectDrift: Rule<ConfigName, readonly ObjectDrift[]> = {
  source: '6.5',
  nameOf: ({ mesh, kind, key }) => [mesh, kind, recordKey(key)].join('\n'),
  ask(mesh, { mesh: id, kind, key }) {
    const primaries = mesh.ask(meshPrimaries, id);
    const copies = primaries.flatMap(primary =>
      copyIn(mesh, primary, kind, key),
    );
    if (copies.length === 0) return [];
    const found = [
      ...missing(mesh, primaries, copies, kind),
      ...differing(copies),
      ...contested(mesh, copies),
    ];
    if (found.length > 0) showCopies(mesh, copies, kind, key);
    return found;
  },
};

function copyIn(
  mesh: Mesh,
  primary: MeshPrimary,
  kind: ConfigKind,
  key: RecordKey,
): readonly Copy[] {
  const record = mesh.get(primary.cluster, kind, key);
  const view = record && primary.views.find(item => isRead(mesh, item, record));
  // The record is of the kind that was asked for.
  return view ? [{ primary, view, object: { kind, record } as ConfigOf }] : [];
}

function missing(
  mesh: Mesh,
  primaries: readonly MeshPrimary[],
  copies: readonly Copy[],
  kind: ConfigKind,
): readonly ObjectDrift[] {
  const present = copies.map(({ primary }) => primary.cluster);
  const lacking = primaries
    .filter(
      primary =>
        !present.includes(primary.cluster) &&
        copies.some(({ object }) => isNeeded(mesh, primary, object)) &&
        mesh.sight(primary.cluster, kind) === 'full',
    )
    .map(({ cluster }) => cluster);
  return lacking.length > 0
    ? [
        {
          code: 'missing',
          present,
          missing: lacking,
          subsets: copies.some(
            ({ object }) =>
              object.kind === 'DestinationRule' &&
              object.record.subsets.length > 0,
          ),
        },
      ]
    : [];
}

function differing(copies: readonly Copy[]): readonly ObjectDrift[] {
  const variants: { digests: SpecDigests; clusters: ClusterName[] }[] = [];
  for (const { primary, object } of copies) {
    const { digests } = object.record;
    const known = variants.find(
      variant => fieldsApart(variant.digests, digests).length === 0,
    );
    if (known) known.clusters.push(primary.cluster);
    else variants.push({ digests, clusters: [primary.cluster] });
  }
  if (variants.length < 2) return [];
  const [first, ...others] = variants;
  const fields = others.flatMap(({ digests }) =>
    fieldsApart(first.digests, digests),
  );
  return [
    {
      code: 'differs',
      variants: variants
        .map(({ clusters }) => clusters)
        .sort((a, b) => b.length - a.length),
      fields: [...new Set(fields)].sort(compareText),
    },
  ];
}

/** Paths at which two specs differ. What could not be compared is equal to nothing. */
function fieldsApart(a: SpecDigests, b: SpecDigests): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    path => a.get(path) !== b.get(path) || a.get(path) === '',
  );
}

function contested(
  mesh: Mesh,
  copies: readonly Copy[],
): readonly ObjectDrift[] {
  const contests = copies.flatMap(({ primary: { cluster }, view, object }) => {
    const contest = contestOf(mesh, view, object);
    return contest?.winner === undefined
      ? []
      : [{ cluster, ...contest, winner: contest.winner }];
  });
  const winners = new Set(contests.map(({ winner }) => winner));
  if (winners.size < 2) return [];
  const [{ among }] = contests;
  if (contests.every(contest => contest.among.join() === among.join()))
    return [
      {
        code: 'age-order',
        winners: contests.map(({ cluster, winner }) => ({
          cluster,
          object: winner,
        })),
      },
    ];
  const effective = contests.filter(({ wins }) => wins);
  const shadowed = contests.filter(({ wins }) => !wins);
  return effective.length > 0 && shadowed.length > 0
    ? [
        {
          code: 'shadowed',
          effective: effective.map(({ cluster }) => cluster),
          shadowed: shadowed.map(({ cluster }) => cluster),
          by: shadowed[0].winner,
        },
      ]
    : [];
}

function showCopies(
  mesh: Mesh,
  copies: readonly Copy[],
  kind: ConfigKind,
  { namespace, name }: RecordKey,
): void {
  for (const { primary } of copies)
    mesh.because({ cluster: primary.cluster, kind, namespace, name }, 'spec');
}
