import { Entity } from '@backstage/catalog-model';

/** A template of the catalog whose last page plans an intent. */
export function template(
  name: string,
  intent: string,
  { title = name, type = 'mesh' }: { title?: string; type?: string } = {},
): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { namespace: 'default', name, title },
    spec: {
      type,
      parameters: [
        { properties: { service: { type: 'object' } } },
        {
          properties: {
            plan: {
              type: 'object',
              'ui:field': 'MeshPlanPreview',
              'ui:options': { intent },
            },
          },
        },
      ],
    },
  };
}
