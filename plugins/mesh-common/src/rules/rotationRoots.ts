import { Certificate } from '../model/certificate';
import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { TrustParty } from './trustParties';

/** What the roots of a namespace are, seen from the old and the new root. @public */
export type Held = 'old' | 'both' | 'new' | 'neither';

/** The roots of a namespace during a rotation. @public */
export interface RotationPlace {
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly holds: Held;
}

/** The roots that a rotation is about; a root and its renewals with the same key are one. */
export type RotationRoots =
  | { readonly code: 'none' }
  | { readonly code: 'one'; readonly root: Certificate }
  | {
      readonly code: 'two';
      readonly old: Certificate;
      readonly new: Certificate;
    }
  | { readonly code: 'many'; readonly roots: readonly Certificate[] }
  /** Some of them cannot be read, so their age is not known. */
  | { readonly code: 'unreadable' };

/** The distinct roots of a mesh, told old from new by the start of their validity. Reference 7.4. */
export function rotationRoots(parties: readonly TrustParty[]): RotationRoots {
  const roots = new Map<string, Certificate>();
  for (const { bundles } of parties)
    for (const { certificates } of bundles)
      for (const certificate of certificates) {
        const name = rootName(certificate);
        const known = roots.get(name);
        if (!known || startOf(certificate) < startOf(known))
          roots.set(name, certificate);
      }
  const all = [...roots.values()].sort(
    (a, b) =>
      startOf(a) - startOf(b) || compareText(a.fingerprint, b.fingerprint),
  );
  if (all.length === 0) return { code: 'none' };
  if (all.length === 1) return { code: 'one', root: all[0] };
  if (all.some(({ content }) => !content)) return { code: 'unreadable' };
  return all.length === 2
    ? { code: 'two', old: all[0], new: all[1] }
    : { code: 'many', roots: all };
}

/** What each namespace holds of two roots. */
export function rotationPlaces(
  parties: readonly TrustParty[],
  roots: RotationRoots & { readonly code: 'two' },
): readonly RotationPlace[] {
  const places = new Map<string, RotationPlace>();
  for (const { cluster, bundles } of parties)
    for (const { certificates, namespaces } of bundles) {
      const names = new Set(certificates.map(rootName));
      const holds = heldOf(
        names.has(rootName(roots.old)),
        names.has(rootName(roots.new)),
      );
      for (const namespace of namespaces)
        places.set(`${cluster}/${namespace}`, { cluster, namespace, holds });
    }
  return [...places.keys()]
    .sort(compareText)
    .flatMap(name => places.get(name) ?? []);
}

function heldOf(old: boolean, renewed: boolean): Held {
  if (old) return renewed ? 'both' : 'old';
  return renewed ? 'new' : 'neither';
}

/** A renewal with the same key and name verifies what its predecessor does (reference 7.3). */
function rootName({ content, fingerprint }: Certificate): string {
  return content ? `${content.subject}\n${content.publicKey}` : fingerprint;
}

function startOf({ content }: Certificate): number {
  return content?.notBefore ?? 0;
}
