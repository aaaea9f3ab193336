import type { KubernetesObject, LabCluster } from '@meshwise/lab';
import { parse, stringify } from 'yaml';

/**
 * Plays the Sail operator, which the lab runs without: the mesh config in the values of an Istio is rendered into the
 * ConfigMap of its revision. Returns that ConfigMap.
 */
export async function renderMeshConfig(
  { admin }: LabCluster,
  revision: string,
): Promise<KubernetesObject> {
  const istio = await admin.get({
    apiVersion: 'sailoperator.io/v1',
    kind: 'Istio',
    name: revision,
  });
  const { namespace, values } = istio?.spec as {
    readonly namespace: string;
    readonly values: {
      readonly meshConfig?: { readonly caCertificates?: unknown };
    };
  };
  const address = { name: `istio-${revision}`, namespace };
  const config = await admin.get({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    ...address,
  });
  const { mesh } = config?.data as { readonly mesh: string };
  const { caCertificates: _, ...rest } = parse(mesh);
  return admin.apply(
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: address,
      data: {
        mesh: stringify({
          ...rest,
          caCertificates: values.meshConfig?.caCertificates,
        }),
      },
    },
    'sail-operator',
  );
}
