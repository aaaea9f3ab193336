import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  FieldExtensionOptions,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { Container } from '@backstage/ui';
import { meshApiRef } from '../src/api/meshApiRef';
import { MeshClusterPicker } from '../src/forms/MeshClusterPicker';
import { MeshPlanPreview } from '../src/forms/MeshPlanPreview';
import { MeshTenantPicker } from '../src/forms/MeshTenantPicker';
import { validatePlan } from '../src/forms/validatePlan';
import { fakeMesh } from '../src/__testUtils__/FakeMesh';
import { ANSWERS, change, plan } from '../src/__testUtils__/fixtures';

const fields = [
  { name: 'MeshTenantPicker', component: MeshTenantPicker },
  { name: 'MeshClusterPicker', component: MeshClusterPicker },
  {
    name: 'MeshPlanPreview',
    component: MeshPlanPreview,
    validation: validatePlan,
  },
] as FieldExtensionOptions[];

const manifest = {
  title: 'Onboard a namespace',
  steps: [
    {
      title: 'What',
      schema: {
        properties: {
          namespace: { type: 'string', title: 'Namespace' },
          tenant: {
            type: 'string',
            title: 'Owner',
            'ui:field': 'MeshTenantPicker',
          },
          clusters: {
            type: 'array',
            items: { type: 'string' },
            title: 'Clusters',
            'ui:field': 'MeshClusterPicker',
          },
        },
      },
    },
    {
      title: 'Review plan',
      schema: {
        properties: {
          plan: {
            type: 'object',
            'ui:field': 'MeshPlanPreview',
            'ui:options': { intent: 'onboard-namespace' },
          },
        },
      },
    },
  ],
};

const mesh = fakeMesh({
  plan: async () => ({
    code: 'planned',
    plan: plan({
      changes: [
        change('eu-west-1'),
        change('eu-central-1'),
        change('eu-central-1', {
          kind: 'ResourceQuota',
          name: 'tenant',
          act: 'update',
        }),
      ],
    }),
  }),
});

const group = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [] },
});

/** The template fields in the scaffolder's own form. */
export function FormGallery() {
  return (
    <TestApiProvider
      apis={[
        [meshApiRef, mesh],
        [
          identityApiRef,
          mockApis.identity({
            ownershipEntityRefs: ['group:default/team-payments'],
          }),
        ],
        [
          catalogApiRef,
          catalogApiMock({
            entities: [group('team-payments'), group('team-search')],
          }),
        ],
      ]}
    >
      <SecretsContextProvider>
        <Container py="4">
          <Stepper
            manifest={manifest}
            extensions={fields}
            initialState={{ ...ANSWERS, clusters: [...ANSWERS.clusters] }}
            onCreate={async () => {}}
          />
        </Container>
      </SecretsContextProvider>
    </TestApiProvider>
  );
}
