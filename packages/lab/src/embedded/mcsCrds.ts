import type { Json, KubernetesObject } from '../kubernetesObject';

const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const strings = { type: 'object', additionalProperties: { type: 'string' } };

function listMap(key: string, properties: { [name: string]: Json }): Json {
  return {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': [key],
    items: {
      type: 'object',
      required: [key],
      properties,
      'x-kubernetes-preserve-unknown-fields': true,
    },
  };
}

const conditions = listMap('type', {
  type: { type: 'string' },
  status: { type: 'string' },
});

/**
 * The kinds of the Multi-Cluster Services API (KEP-1645), which no npm package describes: the fields its specification names, so that
 * misspelt ones are found, and no further rules.
 */
export function mcsCrds(): readonly KubernetesObject[] {
  return [
    crd('ServiceExport', 'serviceexports', ['svcex', 'svcexport'], {
      spec: {
        type: 'object',
        properties: {
          exportedAnnotations: strings,
          exportedLabels: strings,
        },
      },
      status: {
        type: 'object',
        properties: {
          conditions,
          exportedAnnotations: strings,
          exportedLabels: strings,
        },
      },
    }),
    crd('ServiceImport', 'serviceimports', ['svcim', 'svcimport'], {
      spec: {
        type: 'object',
        required: ['ports', 'type'],
        properties: {
          type: { type: 'string', enum: ['ClusterSetIP', 'Headless'] },
          ips: { type: 'array', items: { type: 'string' } },
          ipFamilies: { type: 'array', items: { type: 'string' } },
          internalTrafficPolicy: { type: 'string' },
          trafficDistribution: { type: 'string' },
          ports: {
            type: 'array',
            items: {
              type: 'object',
              required: ['port'],
              properties: {
                appProtocol: { type: 'string' },
                name: { type: 'string' },
                port: { type: 'integer' },
                protocol: { type: 'string' },
              },
            },
          },
          sessionAffinity: { type: 'string' },
          sessionAffinityConfig: open,
        },
      },
      status: {
        type: 'object',
        properties: {
          clusters: listMap('cluster', { cluster: { type: 'string' } }),
          conditions,
        },
      },
    }),
  ];
}

function crd(
  kind: string,
  plural: string,
  shortNames: readonly string[],
  properties: { [name: string]: Json },
): KubernetesObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.multicluster.x-k8s.io` },
    spec: {
      group: 'multicluster.x-k8s.io',
      scope: 'Namespaced',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        shortNames,
      },
      versions: ['v1alpha1', 'v1beta1'].map(name => ({
        name,
        served: true,
        storage: name === 'v1beta1',
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', properties } },
      })),
    },
  };
}
