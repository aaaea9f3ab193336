import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  ClusterName,
  ClusterView,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** One cluster with the state of each kind that is read from it. */
export function useCluster(name: ClusterName): Live<Answered<ClusterView>> {
  const mesh = useApi(meshApiRef);
  return useLive(name, () => mesh.cluster(name));
}
