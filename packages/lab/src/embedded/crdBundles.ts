import type { CrdBundle } from '../engine';
import type { KubernetesObject } from '../kubernetesObject';
import { isOwnCrdBundle, ownCrds } from '../ownCrds';
import { mcsCrds } from './mcsCrds';
import { publishedTypes, ResourceType, tableOf } from './ResourceType';

/**
 * The CRDs of a bundle. Those that the published packages describe are only names, scope and versions here: their schema is in the
 * packages, as validators, and is not repeated.
 */
export async function crdsOf(
  bundle: CrdBundle,
): Promise<readonly KubernetesObject[]> {
  if (isOwnCrdBundle(bundle)) {
    return ownCrds(bundle);
  }
  return bundle === 'mcs' ? mcsCrds() : publishedTypes(bundle).map(crdOf);
}

function crdOf(type: ResourceType): KubernetesObject {
  const { group, plural, singular, kind, listKind, shortNames, categories } =
    type;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: tableOf(type) },
    spec: {
      group,
      scope: type.namespaced ? 'Namespaced' : 'Cluster',
      names: { kind, listKind, plural, singular, shortNames, categories },
      versions: type.versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        ...(type.hasStatus && { subresources: { status: {} } }),
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      })),
    },
  };
}
