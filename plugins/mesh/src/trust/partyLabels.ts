import { TrustParty } from '@meshwise/backstage-plugin-mesh-common';

/** Short name of each party: its cluster, with the control planes where the cluster has several parties. No two are equal. */
export function partyLabels(
  parties: readonly Pick<TrustParty, 'cluster' | 'controlPlanes'>[],
): readonly string[] {
  return parties.map(({ cluster, controlPlanes }) => {
    const alone = parties.filter(other => other.cluster === cluster).length < 2;
    return alone
      ? cluster
      : `${cluster}/${controlPlanes
          .map(({ namespace, deployment }) => `${namespace}/${deployment}`)
          .join('+')}`;
  });
}
