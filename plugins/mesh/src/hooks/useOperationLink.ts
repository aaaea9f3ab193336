import { useRouteRef } from '@backstage/core-plugin-api';
import { meshAdminRouteRef } from '../routes';

/** Addresses of operations in this portal. */
export function useOperationLink(): (id: string) => string {
  const root = useRouteRef(meshAdminRouteRef)();
  return id => `${root}/operations/${encodeURIComponent(id)}`;
}
