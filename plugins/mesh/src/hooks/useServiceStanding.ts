import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  serviceKey,
  ServiceRef,
  ServiceStanding,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** From where a service is reached, whether calls fail over, and who vouches for it, in short. */
export function useServiceStanding(
  service: ServiceRef,
): Live<Answered<ServiceStanding>> {
  const mesh = useApi(meshApiRef);
  return useLive(serviceKey(service), () => mesh.serviceStanding(service));
}
