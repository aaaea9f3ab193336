import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  ReachFilter,
  ReachView,
  ServiceRef,
  serviceKey,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** From which cluster a service is reached where, with all checks of the client that the filter names. */
export function useReach(
  service: ServiceRef,
  filter: ReachFilter,
): Live<Answered<ReachView>> {
  const mesh = useApi(meshApiRef);
  const { client = '', from = '' } = filter;
  const key = [serviceKey(service), client, from].join('\n');
  return useLive(key, () => mesh.reach(service, filter));
}
