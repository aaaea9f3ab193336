import {
  Answer,
  answer,
  ClusterName,
  TrustBundle,
  TrustCell,
  TrustMatrix,
  trustMatrix,
  TrustParty,
} from '@meshwise/backstage-plugin-mesh-common';
import { withoutHidden } from './joinAnswers';
import type { ServiceQuestion, ServiceScope } from './serviceScope';

/**
 * Who trusts whom between the clusters that have a part of a service, those of its callers, and those that the service's clusters trust at least
 * in part, as far as the caller may know of them. Namespaces are named in clusters that the caller may see; of others only the service's own.
 */
export function serviceMatrix(
  { snapshot, memo, service, sees }: ServiceQuestion,
  scope: ServiceScope,
): Answer<TrustMatrix> {
  const { parts, callers, known } = scope;
  const found = answer(snapshot, trustMatrix, undefined, memo);
  const { parties, cells } = found.value;
  const near = new Set([...parts, ...callers.map(({ cluster }) => cluster)]);
  const trustedByParts = new Set(
    cells
      .filter(
        ({ truster, verdict }) =>
          verdict !== 'no' && parts.includes(parties[truster].cluster),
      )
      .map(({ trusted }) => trusted),
  );
  const shown = parties.flatMap((party, index) =>
    known(party.cluster) &&
    (near.has(party.cluster) || trustedByParts.has(index))
      ? [index]
      : [],
  );
  const names = (cluster: ClusterName, namespaces: readonly string[]) =>
    sees(cluster)
      ? namespaces
      : namespaces.filter(namespace => namespace === service.namespace);
  const value: TrustMatrix = {
    parties: shown.map(index => withNames(parties[index], names)),
    cells: cells.flatMap(cell => {
      const truster = shown.indexOf(cell.truster);
      const trusted = shown.indexOf(cell.trusted);
      if (truster < 0 || trusted < 0) return [];
      const roots = rootsWithNames(cell, parties[cell.truster].cluster, names);
      return [{ ...cell, truster, trusted, roots }];
    }),
  };
  return withoutHidden({ ...found, value }, scope);
}

type Names = (
  cluster: ClusterName,
  namespaces: readonly string[],
) => readonly string[];

function withNames(party: TrustParty, names: Names): TrustParty {
  const bundles = party.bundles.map(
    (bundle): TrustBundle => ({
      ...bundle,
      namespaces: names(party.cluster, bundle.namespaces),
    }),
  );
  return { ...party, bundles };
}

function rootsWithNames(
  { roots }: TrustCell,
  cluster: ClusterName,
  names: Names,
): TrustCell['roots'] {
  return roots.code === 'partly'
    ? { ...roots, refusing: names(cluster, roots.refusing) }
    : roots;
}
