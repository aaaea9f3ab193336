import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  FleetControlPlanes,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** Every proxy of the fleet is counted, so this is asked for less often than what one page shows. In milliseconds. */
const PERIOD = 30_000;

/** The control planes in the clusters that the user may see. */
export function useControlPlanes(): Live<Answered<FleetControlPlanes>> {
  const mesh = useApi(meshApiRef);
  return useLive('control-planes', () => mesh.controlPlanes(), {
    periodOf: () => PERIOD,
  });
}
