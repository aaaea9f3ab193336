import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  serviceKey,
  ServiceRef,
  ServiceSnapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** The records that decide where the calls to a service go. */
export function useServiceSnapshot(
  service: ServiceRef,
): Live<Answered<ServiceSnapshot>> {
  const mesh = useApi(meshApiRef);
  return useLive(`snapshot ${serviceKey(service)}`, () =>
    mesh.serviceSnapshot(service),
  );
}
