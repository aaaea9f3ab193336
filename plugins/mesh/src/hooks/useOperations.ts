import { useApi } from '@backstage/frontend-plugin-api';
import { Operation } from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** One page; older operations are found by their address. */
const LIMIT = 100;

/** The newest operations that the user may see. */
export function useOperations(): Live<readonly Operation[]> {
  const mesh = useApi(meshApiRef);
  return useLive(
    'operations',
    async () => (await mesh.operations({ limit: LIMIT })).items,
  );
}
