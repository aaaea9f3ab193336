import {
  DriftedObject,
  ServiceCollisions,
} from '@meshwise/backstage-plugin-mesh-common';

/** Whether what was found about an object or a service has a text in it; everything has the empty one. */
export function matchesDrift(
  item: DriftedObject | ServiceCollisions,
  filter: string,
): boolean {
  return JSON.stringify(Object.values(item))
    .toLowerCase()
    .includes(filter.trim().toLowerCase());
}
