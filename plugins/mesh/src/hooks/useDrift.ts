import { useApi } from '@backstage/frontend-plugin-api';
import { Answered, FleetDrift } from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** All configuration is compared, so this is asked for less often than what one page shows. In milliseconds. */
const PERIOD = 30_000;

/** What is not the same in all clusters that the user may see, and should be. */
export function useDrift(): Live<Answered<FleetDrift>> {
  const mesh = useApi(meshApiRef);
  return useLive('drift', () => mesh.drift(), { periodOf: () => PERIOD });
}
