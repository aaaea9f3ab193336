import {
  Answer,
  answer,
  Memo,
  NamespaceDetails,
  namespaceDetails,
  NamespaceRef,
  Snapshot,
  tenancy,
  TenancyMatrix,
} from '@meshwise/backstage-plugin-mesh-common';

/** Tenants, namespaces and clusters. The evidence of thousands of cells explains none of them: it comes with each namespace. */
export function tenancyView(
  snapshot: Snapshot,
  memo: Memo,
): Answer<TenancyMatrix> {
  return { ...answer(snapshot, tenancy, undefined, memo), because: [] };
}

/** One namespace of a cluster with its evidence. */
export function namespaceView(
  snapshot: Snapshot,
  memo: Memo,
  at: NamespaceRef,
): Answer<NamespaceDetails> {
  return answer(snapshot, namespaceDetails, at, memo);
}
