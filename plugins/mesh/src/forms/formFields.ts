import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { MeshClusterChoice } from './MeshClusterChoice';
import { MeshClusterPicker } from './MeshClusterPicker';
import { MeshControlPlanePicker } from './MeshControlPlanePicker';
import { MeshExpiryPicker } from './MeshExpiryPicker';
import { MeshFailoverEditor } from './MeshFailoverEditor';
import { MeshPlanPreview } from './MeshPlanPreview';
import { MeshServicePicker } from './MeshServicePicker';
import { MeshServicesPicker } from './MeshServicesPicker';
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

/** `ui:field: MeshClusterChoice` */
export const clusterChoiceField = createFormField({
  name: 'MeshClusterChoice',
  component: MeshClusterChoice,
  schema: makeFieldSchema({ output: z => z.string() }),
});

/** `ui:field: MeshControlPlanePicker` */
export const controlPlaneField = createFormField({
  name: 'MeshControlPlanePicker',
  component: MeshControlPlanePicker,
  schema: makeFieldSchema({
    output: z =>
      z.array(z.object({ cluster: z.string(), revision: z.string() })),
  }),
});

/** `ui:field: MeshServicePicker` */
export const serviceField = createFormField({
  name: 'MeshServicePicker',
  component: MeshServicePicker,
  schema: makeFieldSchema({
    output: z => z.object({ namespace: z.string(), name: z.string() }),
  }),
});

/** `ui:field: MeshServicesPicker` */
export const servicesField = createFormField({
  name: 'MeshServicesPicker',
  component: MeshServicesPicker,
  schema: makeFieldSchema({
    output: z => z.array(z.object({ namespace: z.string(), name: z.string() })),
  }),
});

/** `ui:field: MeshExpiryPicker` */
export const expiryField = createFormField({
  name: 'MeshExpiryPicker',
  component: MeshExpiryPicker,
  schema: makeFieldSchema({
    output: z => z.number(),
    uiOptions: z =>
      z.object({
        maxDays: z
          .number()
          .optional()
          .describe('Longest that may be chosen, in days'),
      }),
  }),
});

/** `ui:field: MeshFailoverEditor` */
export const failoverField = createFormField({
  name: 'MeshFailoverEditor',
  component: MeshFailoverEditor,
  schema: makeFieldSchema({
    output: z => z.array(z.object({ from: z.string(), to: z.string() })),
  }),
});

/** `ui:field: MeshPlanPreview` */
export const planField = createFormField({
  name: 'MeshPlanPreview',
  component: MeshPlanPreview,
  validation: validatePlan,
  schema: makeFieldSchema({
    output: z =>
      z.object({
        planHash: z.string(),
        acknowledged: z.boolean(),
        route: z.enum(['apply', 'pull-request']),
      }),
    uiOptions: z =>
      z.object({
        intent: z
          .string()
          .optional()
          .describe('Intent to plan, e.g. onboard-namespace'),
        routes: z
          .array(z.enum(['apply', 'pull-request']))
          .optional()
          .describe('Ways to the clusters that the template has steps for'),
      }),
  }),
});
