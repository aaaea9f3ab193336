import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  ServiceConfigView,
  serviceKey,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** Which configuration decides about a service, and why other objects do not. */
export function useServiceConfig(
  service: ServiceRef,
): Live<Answered<ServiceConfigView>> {
  const mesh = useApi(meshApiRef);
  return useLive(serviceKey(service), () => mesh.serviceConfig(service));
}
