import { NotAllowedError } from '@backstage/errors';
import {
  NamespaceDetails,
  TenancyCell,
  TenancyMatrix,
} from '@meshwise/backstage-plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { fakeMesh } from '../../__testUtils__/FakeMesh';
import {
  answer,
  controlPlane,
  freshness,
  NOW,
  TIMEOUT_GAP,
} from '../../__testUtils__/fixtures';
import { renderMesh } from '../../__testUtils__/renderMesh';
import { TenancyPage } from './TenancyPage';

function cell(
  cluster: string,
  overrides: Partial<TenancyCell> = {},
): TenancyCell {
  return {
    cluster,
    tenant: 'team-payments',
    isolation: {
      state: 'isolated',
      mtls: 'STRICT',
      stranger: 'refused',
      scope: 'limited',
      quota: true,
    },
    joins: { code: 'owned', revision: '1-29-2', tag: 'stable' },
    ...overrides,
  };
}

const OPEN = {
  state: 'open',
  mtls: 'PERMISSIVE',
  stranger: 'let-in',
  scope: 'everything',
  quota: false,
} as const;

const MATRIX: TenancyMatrix = {
  tenants: [
    {
      tenant: 'team-payments',
      namespaces: [
        {
          namespace: 'payments',
          verdict: { code: 'owned-by', tenant: 'team-payments' },
          clusters: [cell('eu-west-1'), cell('us-east-1')],
        },
        {
          namespace: 'reporting',
          verdict: {
            code: 'conflict',
            tenants: ['team-data', 'team-payments'],
            unowned: ['eu-central-1'],
          },
          clusters: [cell('eu-west-1', { isolation: OPEN })],
        },
      ],
    },
  ],
  unclaimed: [
    {
      namespace: 'legacy-tools',
      verdict: { code: 'conflict', tenants: [], unowned: ['eu-west-1'] },
      clusters: [
        cell('eu-west-1', {
          tenant: undefined,
          isolation: { ...OPEN, state: 'outside' },
          joins: { code: 'not-injected' },
        }),
      ],
    },
  ],
  unseen: ['us-east-1'],
};

const CLUSTERS = [
  freshness('eu-west-1'),
  freshness('us-east-1', { state: 'timeout', lastSeen: NOW - 240_000 }),
  freshness('lab-1', { state: 'sign-in', lastSeen: undefined }),
];

const DETAILS: NamespaceDetails = {
  cluster: 'eu-west-1',
  namespace: 'reporting',
  exists: true,
  tenant: 'team-payments',
  verdict: MATRIX.tenants[0].namespaces[1].verdict,
  labels: [{ key: 'meshwise.io/tenant', value: 'team-payments' }],
  owner: {
    code: 'owned',
    controlPlane: controlPlane('eu-west-1'),
    tag: 'stable',
    webhook: {
      cluster: 'eu-west-1',
      kind: 'MutatingWebhookConfiguration',
      namespace: '',
      name: 'istio-sidecar-injector',
    },
  },
  isolation: OPEN,
  quotas: [
    {
      name: 'tenant',
      limits: [{ resource: 'limits.cpu', hard: '8', used: '2' }],
    },
  ],
  policies: [
    {
      cluster: 'eu-west-1',
      kind: 'NetworkPolicy',
      namespace: 'reporting',
      name: 'deny',
    },
  ],
  readBy: [
    {
      controlPlane: {
        cluster: 'eu-west-1',
        namespace: 'istio-system',
        deployment: 'istiod',
      },
      reads: false,
    },
  ],
  mergedWithOthers: [{ namespace: 'reporting', name: 'api' }],
};

const mesh = (matrix = MATRIX) =>
  fakeMesh({
    tenancy: async () =>
      answer(matrix, {
        partial: true,
        gaps: [TIMEOUT_GAP],
        clusters: CLUSTERS,
      }),
    namespace: async () => answer(DETAILS),
  });

const cellNamed = (name: string | RegExp) =>
  screen.findByRole('gridcell', { name });

describe('TenancyPage', () => {
  it('shows how well each namespace is closed in each cluster, in words', async () => {
    const { container } = renderMesh(mesh(), <TenancyPage />);

    expect(
      await cellNamed(
        'payments, eu-west-1, Isolated, strict mTLS, default deny, rev 1-29-2 (stable), quota',
      ),
    ).toBeInTheDocument();
    expect(
      await cellNamed(
        'reporting, eu-west-1, Open, permissive mTLS, open to all, rev 1-29-2 (stable), no quota',
      ),
    ).toBeInTheDocument();
    expect(
      await cellNamed(
        'legacy-tools, eu-west-1, No sidecar, not injected, no quota',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('also claimed by team-data; unclaimed in eu-central-1'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('≥ 1 namespace with more than one owner'),
    ).toBeInTheDocument();
    const { violations } = await axe.run(container, {
      rules: {
        'color-contrast': { enabled: false },
        region: { enabled: false },
      },
    });
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
    ).toEqual([]);
  });

  it('takes nothing for absent or closed in a cluster that is silent or was never read', async () => {
    renderMesh(mesh(), <TenancyPage />);

    const silent = await cellNamed(
      /^payments, us-east-1, stale, last known: Isolated/,
    );
    expect(silent.querySelector('[data-state="healthy"]')).toBeNull();
    expect(silent.querySelector('[data-state="stale"]')).not.toBeNull();
    expect(
      await cellNamed('reporting, us-east-1, Unknown'),
    ).toBeInTheDocument();
    expect(await cellNamed('payments, lab-1, No access')).toBeInTheDocument();
    expect(
      await cellNamed('team-payments, us-east-1, Unknown, ≥ 1'),
    ).toBeInTheDocument();
  });

  it('filters by text, tenant, cluster and problems, from the page address', async () => {
    renderMesh(
      mesh(),
      <TenancyPage />,
      '/?tenant=team-payments&cluster=eu-west-1&problems=1',
    );

    expect(
      await screen.findByRole('rowheader', { name: /^reporting/ }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('rowheader', { name: /^payments/ }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('rowheader', { name: /^legacy-tools/ }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('columnheader', { name: 'us-east-1' }),
    ).not.toBeInTheDocument();

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Filter by tenant or namespace' }),
      'nothing',
    );
    expect(
      await screen.findByText('No namespace matches the filters.'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('rowheader', { name: /^legacy-tools/ }),
    ).toBeInTheDocument();
  });

  it('is walked with arrow keys, and opens a cell with Enter', async () => {
    renderMesh(mesh(), <TenancyPage />);

    const group = await screen.findByRole('rowheader', {
      name: /team-payments \(2\)/,
    });
    group.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
    const place = await cellNamed(/^reporting, eu-west-1/);
    expect(place).toHaveFocus();
    await userEvent.keyboard('{Enter}');

    const sheet = await screen.findByRole('dialog', {
      name: 'Namespace reporting in eu-west-1',
    });
    for (const text of [
      'limits.cpu',
      '2 of 8',
      'reporting/api',
      'reporting/deny',
      'meshwise.io/tenant: team-payments',
      'does not: its discovery selectors leave it out',
    ])
      expect(
        await within(sheet).findByText(new RegExp(text.replace(/[:/]/g, '.'))),
      ).toBeInTheDocument();
  });

  it('folds a tenant with the keyboard', async () => {
    renderMesh(mesh(), <TenancyPage />);

    const group = await screen.findByRole('rowheader', {
      name: /team-payments \(2\)/,
    });
    expect(group).toHaveAttribute('aria-expanded', 'true');
    group.focus();
    await userEvent.keyboard('{Enter}');

    expect(group).toHaveAttribute('aria-expanded', 'false');
    expect(
      screen.queryByRole('rowheader', { name: /^payments/ }),
    ).not.toBeInTheDocument();
  });

  it('opens a cell from the page address, and tells nothing of what may not be seen', async () => {
    renderMesh(
      fakeMesh({ tenancy: async () => answer(MATRIX) }),
      <TenancyPage />,
      '/?cell=secret@hidden',
    );

    const sheet = await screen.findByRole('dialog', {
      name: 'Namespace secret in hidden',
    });
    expect(
      await within(sheet).findByText(
        'This does not exist, or you may not see it.',
      ),
    ).toBeInTheDocument();
  });

  it('says how the first tenant comes', async () => {
    renderMesh(
      mesh({ tenants: [], unclaimed: [], unseen: [] }),
      <TenancyPage />,
    );

    expect(await screen.findByText('No tenant yet.')).toBeInTheDocument();
  });

  it('says which permission is missing', async () => {
    renderMesh(
      fakeMesh({
        tenancy: () => Promise.reject(new NotAllowedError('not allowed')),
      }),
      <TenancyPage />,
    );

    expect(
      await screen.findByText(/mesh\.cluster\.read is missing/),
    ).toBeInTheDocument();
  });
});
