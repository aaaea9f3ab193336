import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  serviceKey,
  ServiceRef,
  ServiceTrustView,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** Identity of a service, who vouches for it, and who may call it. */
export function useServiceTrust(
  service: ServiceRef,
): Live<Answered<ServiceTrustView>> {
  const mesh = useApi(meshApiRef);
  return useLive(serviceKey(service), () => mesh.serviceTrust(service));
}
