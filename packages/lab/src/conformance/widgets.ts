import type { ConformanceCase } from './ConformanceCase';
import { post } from './cases/shorthand';

const text = { type: 'string' };

/** A kind with one list or map of each sort that server-side apply knows. */
export const WIDGET_DEFINITION: ConformanceCase = {
  name: 'widgets',
  steps: [
    post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'Widget', plural: 'widgets' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    properties: {
                      color: text,
                      size: {
                        type: 'object',
                        properties: {
                          width: { type: 'integer' },
                          height: { type: 'integer' },
                        },
                      },
                      labels: { type: 'object', additionalProperties: text },
                      order: { type: 'array', items: text },
                      tags: {
                        type: 'array',
                        'x-kubernetes-list-type': 'set',
                        items: text,
                      },
                      match: {
                        type: 'object',
                        'x-kubernetes-map-type': 'atomic',
                        additionalProperties: text,
                      },
                      ports: {
                        type: 'array',
                        'x-kubernetes-list-type': 'map',
                        'x-kubernetes-list-map-keys': ['name'],
                        items: {
                          type: 'object',
                          required: ['name'],
                          properties: {
                            name: text,
                            number: { type: 'integer' },
                            options: {
                              type: 'object',
                              additionalProperties: text,
                            },
                          },
                        },
                      },
                      open: {
                        type: 'object',
                        'x-kubernetes-preserve-unknown-fields': true,
                      },
                    },
                  },
                },
              },
            },
          },
        ],
      },
    }),
    {
      path: '/apis/example.com/v1/namespaces/$ns/widgets',
      status: 200,
      until: status => status === 200,
    },
  ],
};
