import { useApi } from '@backstage/frontend-plugin-api';
import { Operation } from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { isMoving } from '../state/operationState';
import { Live, useLive } from './useLive';

/** A running operation is looked at this often, in milliseconds. */
const RUNNING = 2_000;

/** One operation, followed closely while it goes on by itself. */
export function useOperation(id: string): Live<Operation> {
  const mesh = useApi(meshApiRef);
  return useLive(id, () => mesh.operation(id), {
    periodOf: operation => (isMoving(operation) ? RUNNING : undefined),
  });
}
