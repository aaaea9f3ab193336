import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import {
  FieldExtensionOptions,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { JsonObject, JsonValue } from '@backstage/types';
import { MeshApi } from '@meshwise/backstage-plugin-mesh-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { meshApiRef } from '../api/meshApiRef';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import {
  answer,
  fleetCluster,
  fleetView,
  part,
  position,
  serviceView,
} from '../__testUtils__/fixtures';
import { MeshClusterChoice } from './MeshClusterChoice';
import { MeshExpiryPicker } from './MeshExpiryPicker';
import { MeshFailoverEditor } from './MeshFailoverEditor';
import { MeshServicePicker } from './MeshServicePicker';
import { MeshServicesPicker } from './MeshServicesPicker';

const SERVICE = { namespace: 'payments', name: 'checkout' };
const OTHER = { namespace: 'search', name: 'query' };

const component = (service: typeof SERVICE, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: service.name,
    namespace: 'default',
    annotations: {
      'meshwise.io/service': `${service.namespace}/${service.name}`,
    },
  },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
});

/** Opens one field in the scaffolder's own form, with answers of steps before it. */
function open(
  field: FieldExtensionOptions['component'],
  schema: JsonObject,
  options: {
    mesh?: Partial<MeshApi>;
    answers?: { [name: string]: JsonValue };
  } = {},
) {
  const onCreate = jest.fn();
  const mesh = fakeMesh({
    entityServices: async entityRef => ({
      entityRef,
      linkedBy: 'meshwise.io/service',
      services: [entityRef.endsWith('/query') ? OTHER : SERVICE],
      problems: [],
    }),
    ...options.mesh,
  });
  renderInTestApp(
    <TestApiProvider
      apis={[
        [meshApiRef, mesh],
        [
          identityApiRef,
          mockApis.identity({
            userEntityRef: 'user:default/mock',
            ownershipEntityRefs: ['group:default/team-payments'],
          }),
        ],
        [
          catalogApiRef,
          catalogApiMock({
            entities: [
              component(OTHER, 'team-search'),
              component(SERVICE, 'team-payments'),
            ],
          }),
        ],
      ]}
    >
      <SecretsContextProvider>
        <Stepper
          manifest={{
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
          }}
          extensions={[
            { name: 'Field', component: field } as FieldExtensionOptions,
          ]}
          initialState={options.answers}
          onCreate={onCreate}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return onCreate;
}

async function submit() {
  await userEvent.click(screen.getByRole('button', { name: 'Review' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Create' }));
}

async function pick(label: RegExp, option: RegExp | string) {
  await userEvent.click(await screen.findByRole('button', { name: label }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

const at = (cluster: string, locality: string, ready: number) =>
  part(cluster, { localities: [{ locality, ready, total: 2 }] });

describe('template fields', () => {
  it('MeshServicePicker gives a service, own ones first, and says where it runs', async () => {
    const onCreate = open(MeshServicePicker as never, {
      type: 'object',
      title: 'Service',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /Service/ }),
    );
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual(['payments/checkout', 'search/query']);
    await userEvent.click(
      screen.getByRole('option', { name: 'payments/checkout' }),
    );
    expect(
      await screen.findByText(/Ready endpoints now: .*eu-west-1 2\/2/),
    ).toBeInTheDocument();
    await submit();
    expect(onCreate).toHaveBeenCalledWith({ answer: SERVICE });
  });

  it('MeshServicesPicker gives a list', async () => {
    const onCreate = open(MeshServicesPicker as never, {
      type: 'array',
      title: 'Services',
      items: { type: 'object' },
    });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'search/query' }),
    );
    await submit();
    expect(onCreate).toHaveBeenCalledWith({ answer: [OTHER] });
  });

  it('MeshClusterChoice gives one cluster and does not offer one without a mesh', async () => {
    const onCreate = open(
      MeshClusterChoice as never,
      { type: 'string', title: 'Cluster' },
      {
        mesh: {
          fleet: async () =>
            answer(
              fleetView([
                fleetCluster('eu-west-1'),
                fleetCluster('lab-1', {
                  position: position('lab-1', {
                    roles: [{ code: 'no-mesh' }],
                  }),
                }),
              ]),
            ),
        },
      },
    );
    expect(
      await screen.findByRole('radio', { name: /lab-1.*has no mesh/ }),
    ).toBeDisabled();
    await userEvent.click(screen.getByRole('radio', { name: /eu-west-1/ }));
    await submit();
    expect(onCreate).toHaveBeenCalledWith({ answer: 'eu-west-1' });
  });

  it('MeshExpiryPicker gives a point in time within its limit', async () => {
    const onCreate = open(MeshExpiryPicker as never, {
      type: 'number',
      title: 'Until',
      'ui:options': { maxDays: 7 },
    });
    await userEvent.click(await screen.findByRole('button', { name: /Until/ }));
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual(['1 hour', '4 hours', '1 day', '3 days', '7 days']);
    const before = Date.now();
    await userEvent.click(screen.getByRole('option', { name: '4 hours' }));
    expect(screen.getByText(/^Ends/)).toBeInTheDocument();
    await submit();
    const [{ answer: instant }] = onCreate.mock.calls[0];
    expect(instant).toBeGreaterThanOrEqual(before + 4 * 3_600_000);
    expect(instant).toBeLessThanOrEqual(Date.now() + 4 * 3_600_000);
  });

  describe('MeshFailoverEditor', () => {
    const schema = {
      type: 'array',
      items: { type: 'object', properties: {} },
    };
    const regions = {
      service: async () =>
        answer(
          serviceView([
            at('c1', 'eu/a', 2),
            at('c2', 'us/a', 1),
            at('c3', 'ap/a', 0),
          ]),
        ),
    };

    it('offers only regions with ready endpoints as targets', async () => {
      const onCreate = open(MeshFailoverEditor as never, schema, {
        mesh: regions,
        answers: { service: SERVICE },
      });
      await pick(/When callers in region/, 'eu');
      await userEvent.click(
        await screen.findByRole('button', { name: /they go to region/ }),
      );
      const options = await screen.findAllByRole('option');
      expect(
        options.map(option => [
          option.textContent,
          option.getAttribute('aria-disabled'),
        ]),
      ).toEqual([
        ['ap (no ready endpoint there)', 'true'],
        ['eu (2 ready)', 'true'],
        ['us (1 ready)', null],
      ]);
      await userEvent.click(screen.getByRole('option', { name: /us/ }));
      await submit();
      expect(onCreate).toHaveBeenCalledWith(
        expect.objectContaining({ answer: [{ from: 'eu', to: 'us' }] }),
      );
    });

    it('says why there is nowhere to go', async () => {
      open(MeshFailoverEditor as never, schema, {
        mesh: {
          service: async () => answer(serviceView([at('c1', 'eu/a', 2)])),
        },
        answers: { service: SERVICE },
      });
      expect(
        await screen.findByText(/runs in one region only/),
      ).toBeInTheDocument();
    });

    it('waits for a service', async () => {
      open(MeshFailoverEditor as never, schema);
      expect(
        await screen.findByText(/Choose a service in the step before/),
      ).toBeInTheDocument();
    });
  });
});
