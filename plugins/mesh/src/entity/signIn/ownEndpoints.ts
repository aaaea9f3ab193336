import { KubernetesApi } from '@backstage/plugin-kubernetes-react';
import {
  ClusterName,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { z } from 'zod';

/** What a user's own credential shows of a service in one cluster. */
export type OwnEndpoints =
  | {
      readonly code: 'read';
      readonly ready: number;
      readonly total: number;
      readonly more: boolean;
    }
  | { readonly code: 'refused'; readonly status: number };

/** One request, one page: a cluster that is read by a person is looked at, not watched. */
const LIMIT = 100;

const sliceList = z.object({
  metadata: z.object({ continue: z.string().optional() }).optional(),
  items: z.array(
    z.object({
      endpoints: z
        .array(
          z.object({
            conditions: z.object({ ready: z.boolean().nullish() }).optional(),
          }),
        )
        .nullish(),
    }),
  ),
});

/**
 * Reads the EndpointSlices of a service through the proxy of the Kubernetes plugin, with the credential of the signed-in
 * user. An unset `ready` condition counts as ready, as the EndpointSlice API says.
 */
export async function ownEndpoints(
  kubernetes: Pick<KubernetesApi, 'proxy'>,
  cluster: ClusterName,
  service: ServiceRef,
): Promise<OwnEndpoints> {
  const query = new URLSearchParams({
    labelSelector: `kubernetes.io/service-name=${service.name}`,
    limit: String(LIMIT),
  });
  const response = await kubernetes.proxy({
    clusterName: cluster,
    path: `/apis/discovery.k8s.io/v1/namespaces/${encodeURIComponent(
      service.namespace,
    )}/endpointslices?${query}`,
  });
  if (!response.ok) return { code: 'refused', status: response.status };
  const list = sliceList.parse(await response.json());
  const endpoints = list.items.flatMap(slice => slice.endpoints ?? []);
  return {
    code: 'read',
    ready: endpoints.filter(endpoint => endpoint.conditions?.ready !== false)
      .length,
    total: endpoints.length,
    more: Boolean(list.metadata?.continue),
  };
}
