import { useApi } from '@backstage/frontend-plugin-api';
import {
  Answered,
  TenancyMatrix,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** What belongs to whom changes with people, not by the second. In milliseconds. */
const PERIOD = 30_000;

/** Tenants and their namespaces in the clusters that the user may see. */
export function useTenancy(): Live<Answered<TenancyMatrix>> {
  const mesh = useApi(meshApiRef);
  return useLive('tenancy', () => mesh.tenancy(), { periodOf: () => PERIOD });
}
