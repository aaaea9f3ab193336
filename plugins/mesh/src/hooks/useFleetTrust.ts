import { useApi } from '@backstage/frontend-plugin-api';
import { Answered, FleetTrust } from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** Roots live for years. In milliseconds. */
const PERIOD = 30_000;

/** Trust in the clusters that the user may see. */
export function useFleetTrust(): Live<Answered<FleetTrust>> {
  const mesh = useApi(meshApiRef);
  return useLive('trust', () => mesh.trust(), { periodOf: () => PERIOD });
}
