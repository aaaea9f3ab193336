import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { MeshClusterPicker } from './MeshClusterPicker';
import { MeshPlanPreview } from './MeshPlanPreview';
import { MeshTenantPicker } from './MeshTenantPicker';
import { validatePlan } from './validatePlan';

/** `ui:field: MeshTenantPicker` */
export const tenantField = createFormField({
  name: 'MeshTenantPicker',
  component: MeshTenantPicker,
  schema: makeFieldSchema({ output: z => z.string() }),
});

/** `ui:field: MeshClusterPicker` */
export const clusterField = createFormField({
  name: 'MeshClusterPicker',
  component: MeshClusterPicker,
  schema: makeFieldSchema({ output: z => z.array(z.string()) }),
});

/** `ui:field: MeshPlanPreview` */
export const planField = createFormField({
  name: 'MeshPlanPreview',
  component: MeshPlanPreview,
  validation: validatePlan,
  schema: makeFieldSchema({
    output: z => z.object({ planHash: z.string(), acknowledged: z.boolean() }),
    uiOptions: z =>
      z.object({
        intent: z
          .string()
          .optional()
          .describe('Intent to plan, e.g. onboard-namespace'),
      }),
  }),
});
