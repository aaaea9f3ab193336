import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  NamespaceDetails,
  NamespaceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** One namespace of one cluster. */
export function useNamespace(
  at: NamespaceRef,
): Live<Answered<NamespaceDetails>> {
  const mesh = useApi(meshApiRef);
  return useLive(`${at.cluster}/${at.namespace}`, () => mesh.namespace(at));
}
