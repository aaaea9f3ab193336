import {
  Answer,
  Memo,
  serviceExcerpt,
  ServiceRef,
  ServiceSnapshot,
  Snapshot,
  snapshotToWire,
} from '@meshwise/backstage-plugin-mesh-common';

/** The records that decide where the calls to a service go, for a browser that asks what if. Its gaps are those of who calls; each share finds its own. */
export function snapshotView(
  snapshot: Snapshot,
  memo: Memo,
  service: ServiceRef,
): Answer<ServiceSnapshot> {
  const excerpt = serviceExcerpt(snapshot, service, memo);
  const { callers, gaps, asOf } = excerpt;
  return {
    value: { service, callers, snapshot: snapshotToWire(excerpt.snapshot) },
    gaps,
    because: [],
    asOf,
  };
}
