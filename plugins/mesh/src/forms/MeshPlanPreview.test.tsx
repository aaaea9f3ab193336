import { ServiceUnavailableError } from '@backstage/errors';
import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import {
  FieldExtensionOptions,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import {
  MeshApi,
  PlanResult,
  Refusal,
} from '@meshwise/backstage-plugin-mesh-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { meshApiRef } from '../api/meshApiRef';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import { ANSWERS, change, plan } from '../__testUtils__/fixtures';
import { MeshPlanPreview } from './MeshPlanPreview';
import { validatePlan } from './validatePlan';

const manifest = {
  title: 'Onboard a namespace',
  steps: [
    {
      title: 'What',
      schema: {
        properties: { namespace: { type: 'string', title: 'Namespace' } },
      },
    },
    {
      title: 'Review plan',
      schema: {
        required: ['plan'],
        properties: {
          plan: {
            type: 'object',
            required: ['planHash', 'acknowledged'],
            properties: {
              planHash: { type: 'string' },
              acknowledged: { type: 'boolean' },
            },
            'ui:field': 'MeshPlanPreview',
            'ui:options': { intent: 'onboard-namespace' },
          },
        },
      },
    },
  ],
};

const field = {
  name: 'MeshPlanPreview',
  component: MeshPlanPreview,
  validation: validatePlan,
} as FieldExtensionOptions;

/** Opens the plan step of a template, in the scaffolder's own stepper. */
async function openPlan(mesh: Partial<MeshApi>) {
  const onCreate = jest.fn();
  const { container } = renderInTestApp(
    <TestApiProvider apis={[[meshApiRef, fakeMesh(mesh)]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={manifest}
          extensions={[field]}
          initialState={{ ...ANSWERS, clusters: [...ANSWERS.clusters] }}
          onCreate={onCreate}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Next' }));
  return { container, onCreate };
}

const planned = (result = plan()): PlanResult => ({
  code: 'planned',
  plan: result,
});

describe('MeshPlanPreview', () => {
  it('shows the plan from words to fields, and lets the form go on only when it was read', async () => {
    const ask = jest.fn(async () => planned());
    const { container, onCreate } = await openPlan({ plan: ask });

    expect(
      await screen.findByText(/Creates namespace payments-batch in 2 clusters/),
    ).toBeInTheDocument();
    expect(ask).toHaveBeenCalledTimes(1);
    expect(ask).toHaveBeenCalledWith({
      intent: 'onboard-namespace',
      parameters: ANSWERS,
    });
    expect(screen.getByRole('row', { name: 'eu-west-1' })).toHaveTextContent(
      'Accepted by dry run',
    );
    await userEvent.click(
      screen.getByRole('button', {
        name: /create: Namespace payments-batch.*identical in 2 clusters/,
      }),
    );
    expect(
      screen.getByRole('row', { name: 'metadata.labels["istio.io/rev"]' }),
    ).toHaveTextContent('–stable');
    const { violations } = await axe.run(container, {
      rules: {
        'color-contrast': { enabled: false },
        region: { enabled: false },
      },
    });
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
    ).toEqual([]);

    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('checkbox', {
        name: 'I have read the plan for 2 clusters: creates 2 objects',
      }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );

    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({
        plan: {
          planHash: '7c1e55d0a4b3',
          acknowledged: true,
          route: 'apply',
        },
      }),
    );
  });

  it('takes the consent back when an earlier answer changes', async () => {
    const ask = jest.fn(async () => planned());
    await openPlan({ plan: ask });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: /I have read the plan/ }),
    );

    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Namespace' }),
      '-2',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));

    expect(
      await screen.findByRole('checkbox', { name: /I have read the plan/ }),
    ).not.toBeChecked();
    expect(ask).toHaveBeenLastCalledWith({
      intent: 'onboard-namespace',
      parameters: { ...ANSWERS, namespace: 'payments-batch-2' },
    });
  });

  it('offers no consent to a plan that a cluster would not accept', async () => {
    const conflict = {
      cluster: 'eu-central-1',
      code: 'conflict',
      object: 'Namespace payments-batch',
      message: 'metadata.labels is owned by argocd-controller',
      cure: 'Ask its owner to release the field.',
    } as const;
    await openPlan({
      plan: async () =>
        planned(
          plan({
            applicable: false,
            checks: [{ cluster: 'eu-west-1', code: 'ready' }, conflict],
          }),
        ),
    });

    const row = await screen.findByRole('row', { name: 'eu-central-1' });
    expect(row).toHaveTextContent('Owned by someone else');
    expect(row).toHaveTextContent('owned by argocd-controller');
    expect(row).toHaveTextContent('Ask its owner to release the field.');
    expect(
      screen.getByText('This plan cannot be applied.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('shows a refusal with its code, its subject and its cure', async () => {
    const refusal: Refusal = {
      code: 'owned-by-other-tenant',
      subject: 'namespace payments-batch in eu-west-1',
      message: 'The namespace belongs to team-search.',
      cure: 'Choose another name.',
      because: [],
      gaps: [],
    };
    await openPlan({
      plan: async () => ({ code: 'refused', refusals: [refusal] }),
    });

    const alert = await screen.findByRole('alert');
    for (const text of [
      refusal.message,
      refusal.cure,
      refusal.subject,
      refusal.code,
    ]) {
      expect(within(alert).getByText(text)).toBeInTheDocument();
    }
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('says that nothing was changed when planning fails, and plans again on request', async () => {
    const ask = jest
      .fn<Promise<PlanResult>, []>()
      .mockRejectedValueOnce(
        new ServiceUnavailableError('the backend is starting'),
      )
      .mockResolvedValueOnce(planned());
    await openPlan({ plan: ask });

    expect(
      await screen.findByText('the backend is starting'),
    ).toBeInTheDocument();
    expect(screen.getByText('Nothing was changed.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Plan again' }));

    expect(
      await screen.findByText(/Creates namespace payments-batch/),
    ).toBeInTheDocument();
  });

  it('says when there is nothing left to do', async () => {
    const done = { act: 'unchanged', fields: [] } as const;
    await openPlan({
      plan: async () =>
        planned(
          plan({
            changes: [change('eu-west-1', done), change('eu-central-1', done)],
          }),
        ),
    });

    expect(
      await screen.findByText(/Everything is already as you ask/),
    ).toBeInTheDocument();
  });
});

describe('MeshPlanPreview, expiry', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('takes the consent back when the plan expires', async () => {
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    renderInTestApp(
      <TestApiProvider
        apis={[[meshApiRef, fakeMesh({ plan: async () => planned() })]]}
      >
        <SecretsContextProvider>
          <Stepper
            manifest={{ ...manifest, steps: [manifest.steps[1]] }}
            extensions={[field]}
            initialState={{ ...ANSWERS, clusters: [...ANSWERS.clusters] }}
            onCreate={jest.fn()}
          />
        </SecretsContextProvider>
      </TestApiProvider>,
    );
    await user.click(
      await screen.findByRole('checkbox', { name: /I have read the plan/ }),
    );

    act(() => jest.advanceTimersByTime(900_000));

    expect(
      await screen.findByText(/This plan has expired/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });
});
