import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  FleetNetworks,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** Networks change rarely. In milliseconds. */
const PERIOD = 30_000;

/** Networks, gateways and ways between the clusters that the user may see. */
export function useNetworks(): Live<Answered<FleetNetworks>> {
  const mesh = useApi(meshApiRef);
  return useLive('networks', () => mesh.networks(), {
    periodOf: () => PERIOD,
  });
}
