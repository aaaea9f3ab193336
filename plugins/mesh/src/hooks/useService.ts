import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  ServiceRef,
  ServiceView,
  serviceKey,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** Where a service runs and which control planes own it. */
export function useService(service: ServiceRef): Live<Answered<ServiceView>> {
  const mesh = useApi(meshApiRef);
  return useLive(serviceKey(service), () => mesh.service(service));
}
