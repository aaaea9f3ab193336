import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  FieldExtensionComponentProps,
  FieldExtensionOptions,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { MeshApi } from '@meshwise/backstage-plugin-mesh-common';
import { JsonObject } from '@backstage/types';
import { RenderResult } from '@testing-library/react';
import { meshApiRef } from '../api/meshApiRef';

const group = (name: string, displayName: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [], profile: { displayName } },
});

/** Draws one template field in the scaffolder's own form. The user is a member of team-payments and, if told so, of other groups. */
export function renderField<T>(options: {
  readonly component: (
    props: FieldExtensionComponentProps<T>,
  ) => JSX.Element | null;
  readonly schema: JsonObject;
  readonly mesh: MeshApi;
  readonly groups?: readonly string[];
  readonly onCreate: (values: JsonObject) => Promise<void>;
}): RenderResult {
  const {
    component,
    schema,
    mesh,
    groups = ['group:default/team-payments'],
    onCreate,
  } = options;
  const identity = mockApis.identity({
    userEntityRef: 'user:default/mock',
    ownershipEntityRefs: [...groups],
  });
  const catalog = catalogApiMock({
    entities: [
      group('team-search', 'Search'),
      group('team-payments', 'Payments'),
      group('platform', 'Platform'),
    ],
  });
  const manifest = {
    title: 'Form',
    steps: [
      {
        title: 'Step',
        schema: {
          required: ['answer'],
          properties: { answer: { ...schema, 'ui:field': 'Field' } },
        },
      },
    ],
  };
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [meshApiRef, mesh],
        [identityApiRef, identity],
        [catalogApiRef, catalog],
      ]}
    >
      <SecretsContextProvider>
        <Stepper
          manifest={manifest}
          extensions={[{ name: 'Field', component } as FieldExtensionOptions]}
          onCreate={onCreate}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
}
