import { useApi } from '@backstage/frontend-plugin-api';
import { Operation } from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** One page; older operations are found by their address. */
const LIMIT = 100;

/** The newest operations that the user may see; of one namespace, if one is given. */
export function useOperations(namespace?: string): Live<readonly Operation[]> {
  const mesh = useApi(meshApiRef);
  return useLive(
    `operations ${namespace ?? ''}`,
    async () => (await mesh.operations({ limit: LIMIT, namespace })).items,
  );
}
