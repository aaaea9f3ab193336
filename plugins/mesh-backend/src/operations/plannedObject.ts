import type { PlannedObject } from '@meshwise/backstage-plugin-mesh-common';
import type { Item } from './operationRows';

/** What was planned of an item of the journal. */
export function plannedObject(item: Item): PlannedObject {
  const { cluster, fieldManager, manifest, act, preimage } = item;
  if (act !== 'delete') {
    return { act: 'apply', cluster, fieldManager, manifest };
  }
  const { apiVersion, kind, metadata } = manifest;
  const { name, namespace = '' } = metadata;
  const object = { apiVersion, kind, namespace, name };
  return { act, cluster, fieldManager, object, uid: preimage.uid ?? '' };
}
