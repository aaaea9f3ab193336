import { Certificate } from '../model/certificate';
import { Instant } from '../model/refs';
import { Rule } from '../model/rule';
import { controlPlaneView } from './controlPlaneView';
import { meshIdOf } from './meshIdOf';
import { RotationGate, rotationGates } from './rotationGates';
import { RotationPlace, rotationPlaces, rotationRoots } from './rotationRoots';
import { trustParties } from './trustParties';

/**
 * How far the rotation of a root has come (reference 7.4).
 *
 * - `S0`: one root everywhere; nothing is under way, or it is over.
 * - `S1`: the new root is being added; some namespaces do not hold it yet.
 * - `S1-S2`: all hold both. Which of them signs is not public, so this is the end of the first stage, or the second.
 * - `S3`: the old root is being dropped; some namespaces still hold it.
 * - `broken`: some hold only the old one and others only the new one, so they refuse each other.
 * - `unknown`: more than two roots, none that can be read, or clusters that cannot be seen and may change the verdict.
 *
 * @public
 */
export type RotationStage = 'S0' | 'S1' | 'S1-S2' | 'S3' | 'broken' | 'unknown';

/** The rotation of the root of a mesh (X4). @public */
export interface Rotation {
  readonly mesh: string;
  readonly stage: RotationStage;
  readonly old: Certificate | undefined;
  readonly new: Certificate | undefined;
  /** What each namespace holds; empty while there is one root. */
  readonly places: readonly RotationPlace[];
  /** What must hold before the next stages; empty while there is one root. */
  readonly gates: readonly RotationGate[];
}

/** Which stage the rotation of a mesh's root has reached, over all clusters: the slowest decides. Reference 7.4. @public */
export const rotationStage: Rule<
  {
    readonly mesh: string;
    /** When the present stage was reached everywhere, if somebody has seen it. */
    readonly since?: Instant;
  },
  Rotation
> = {
  source: '7.4',
  nameOf: ({ mesh, since = '' }) => `${since} ${mesh}`,
  ask(mesh, { mesh: id, since }) {
    const parties = mesh
      .ask(trustParties, undefined)
      .filter(({ controlPlanes }) =>
        controlPlanes.some(key => {
          const view = mesh.ask(controlPlaneView, key);
          return view && meshIdOf(view) === id;
        }),
      );
    const roots = rotationRoots(parties);
    const nothing = {
      mesh: id,
      old: undefined,
      new: undefined,
      places: [],
      gates: [],
    };
    if (roots.code === 'one')
      return {
        ...nothing,
        stage: parties.every(({ known }) => known) ? 'S0' : 'unknown',
        old: roots.root,
      };
    if (roots.code !== 'two') return { ...nothing, stage: 'unknown' };
    const places = rotationPlaces(parties, roots);
    const now = mesh.now();
    return {
      mesh: id,
      stage: stageOf(
        places,
        parties.every(({ known }) => known),
      ),
      old: roots.old,
      new: roots.new,
      places,
      gates: rotationGates(mesh, { parties, places, since, now }),
    };
  },
};

/** What the namespaces hold; what is not seen may only leave `broken` as it is. */
function stageOf(
  places: readonly RotationPlace[],
  complete: boolean,
): RotationStage {
  const held = new Set(places.map(({ holds }) => holds));
  if (held.has('old') && held.has('new')) return 'broken';
  if (!complete) return 'unknown';
  if (held.has('new')) return 'S3';
  return held.size === 1 ? 'S1-S2' : 'S1';
}
