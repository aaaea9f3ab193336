import { Rule } from '../model/rule';
import { asClient, asServer, NameTrust } from './nameTrust';
import { RootTrust, rootTrust } from './rootTrust';
import { partyName, trustParties, TrustParty } from './trustParties';

/** Whether one party accepts the certificates of another. One direction only: the other is another cell. @public */
export interface TrustCell {
  /** Who accepts, as an index into the parties. */
  readonly truster: number;
  /** Whose certificates are shown. */
  readonly trusted: number;
  /** `partly`: for some namespaces, or only one way of calling. */
  readonly verdict: 'yes' | 'no' | 'partly' | 'unknown';
  readonly roots: RootTrust;
  /** Whether clients of the truster accept the names of servers. */
  readonly asClient: NameTrust;
  /** Whether servers of the truster accept the names of clients. */
  readonly asServer: NameTrust;
}

/** Who trusts whom in the fleet (X2). @public */
export interface TrustMatrix {
  readonly parties: readonly TrustParty[];
  readonly cells: readonly TrustCell[];
}

/** Who accepts whose certificates, by roots and by names, in each direction. Reference 7.3. @public */
export const trustMatrix: Rule<void, TrustMatrix> = {
  source: '7.3',
  nameOf: () => 'fleet',
  ask(mesh) {
    const parties = mesh.ask(trustParties, undefined);
    const now = mesh.now();
    const cells = parties.flatMap((a, truster) =>
      parties.flatMap((b, trusted): TrustCell[] => {
        if (partyName(a) === partyName(b)) return [];
        const roots = rootTrust(a, b, now);
        const names = {
          asClient: asClient(mesh, a, b),
          asServer: asServer(a, b),
        };
        return [
          {
            truster,
            trusted,
            verdict: verdictOf(roots, Object.values(names)),
            roots,
            ...names,
          },
        ];
      }),
    );
    return { parties, cells };
  },
};

function verdictOf(
  roots: RootTrust,
  names: readonly NameTrust[],
): TrustCell['verdict'] {
  if (roots.code === 'no' || names.every(name => name === 'no')) return 'no';
  if (roots.code !== 'yes') return roots.code;
  if (names.includes('unknown')) return 'unknown';
  return names.includes('no') ? 'partly' : 'yes';
}
