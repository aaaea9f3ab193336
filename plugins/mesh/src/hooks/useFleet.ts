import { useApi } from '@backstage/frontend-plugin-api';
import { Answered, FleetView } from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** All clusters that the user may see. */
export function useFleet(): Live<Answered<FleetView>> {
  const mesh = useApi(meshApiRef);
  return useLive('fleet', () => mesh.fleet());
}
