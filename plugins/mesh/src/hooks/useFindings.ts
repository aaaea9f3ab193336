import { useApi } from '@backstage/frontend-plugin-api';
import { Answered, FindingsView } from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** Checks look at everything, so what they find is asked for less often than what one page shows. In milliseconds. */
const PERIOD = 30_000;

/** What is wrong in the clusters that the user may see. */
export function useFindings(): Live<Answered<FindingsView>> {
  const mesh = useApi(meshApiRef);
  return useLive('findings', () => mesh.findings(), {
    periodOf: () => PERIOD,
  });
}
