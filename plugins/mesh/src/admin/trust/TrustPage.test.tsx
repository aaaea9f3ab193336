import { NotAllowedError } from '@backstage/errors';
import { FleetTrust } from '@meshwise/backstage-plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { fakeMesh } from '../../__testUtils__/FakeMesh';
import {
  answer,
  freshness,
  NOW,
  TIMEOUT_GAP,
} from '../../__testUtils__/fixtures';
import { renderMesh } from '../../__testUtils__/renderMesh';
import { MATRIX, party, root, ROTATION } from '../../__testUtils__/trust';
import { TrustPage } from './TrustPage';

const TRUST: FleetTrust = {
  roots: [
    {
      certificate: root('Root A', 20),
      expiry: 'error',
      daysLeft: 20,
      places: [
        {
          cluster: 'eu-west-1',
          namespaces: ['payments', 'shop'],
          without: ['legacy'],
          clusterTrustBundles: ['corporate'],
          meshConfigs: ['istio-system/istio'],
        },
      ],
    },
    {
      certificate: { fingerprint: 'ff'.repeat(32), content: undefined },
      expiry: 'unknown',
      daysLeft: undefined,
      places: [],
    },
  ],
  unseen: ['us-east-1'],
  matrix: {
    ...MATRIX,
    parties: [
      party('eu-west-1', {
        bundles: [
          { certificates: [root('Root A', 20)], namespaces: ['shop'] },
          { certificates: [root('Root B', 900)], namespaces: ['legacy'] },
        ],
      }),
      party('us-east-1', { known: false, trustDomain: undefined }),
    ],
  },
  rotations: [ROTATION, { ...ROTATION, mesh: 'partner' }],
};

const CLUSTERS = [
  freshness('eu-west-1'),
  freshness('us-east-1', { state: 'timeout', lastSeen: NOW - 240_000 }),
  freshness('lab-1', { state: 'sign-in', lastSeen: undefined }),
];

const mesh = () =>
  fakeMesh({
    trust: async () =>
      answer(TRUST, {
        partial: true,
        gaps: [TIMEOUT_GAP],
        clusters: CLUSTERS,
      }),
  });

describe('TrustPage', () => {
  it('shows each root with its end and where it is trusted, and where that is not known', async () => {
    const { container } = renderMesh(
      mesh(),
      <>
        <h1>Mesh administration</h1>
        <TrustPage />
      </>,
    );

    const roots = await screen.findByRole('grid', {
      name: 'Roots and when they end',
    });
    const row = within(roots).getByRole('row', { name: /Root A/ });
    expect(row).toHaveTextContent('20 d');
    expect(row).toHaveTextContent('not in all namespaces');
    await userEvent.click(
      within(row).getByRole('button', { name: '1 cluster' }),
    );
    expect(row).toHaveTextContent('eu-west-1: 2 namespaces');
    expect(row).toHaveTextContent('but not 1 namespace: legacy');
    expect(row).toHaveTextContent('and 1 ClusterTrustBundle: corporate');
    expect(row).toHaveTextContent('and 1 mesh config: istio-system/istio');
    expect(
      within(roots).getByRole('row', {
        name: /certificate that cannot be read/,
      }),
    ).toHaveTextContent('expiry not readable');
    expect(screen.getByText('≥ 2 roots')).toBeInTheDocument();
    expect(
      screen.getByText(/^Not completely seen: us-east-1, lab-1\./),
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

  it('shows bundles by cluster, with the namespaces that differ', async () => {
    renderMesh(mesh(), <TrustPage />);

    const bundles = await screen.findByRole('grid', {
      name: 'Bundles by cluster',
    });
    const row = within(bundles).getByRole('row', { name: /^eu-west-1/ });
    expect(row).toHaveTextContent('Namespaces hold different roots');
    expect(row).toHaveTextContent('Root B');
    expect(
      within(bundles).getByRole('row', { name: /^us-east-1/ }),
    ).toHaveTextContent('Not completely seen');
  });

  it('opens the cell and the mesh that the page address names', async () => {
    renderMesh(
      mesh(),
      <TrustPage />,
      '/?cell=eu-west-1%3Eus-east-1&mesh=partner',
    );

    expect(
      await screen.findByRole('status', {
        name: 'eu-west-1 accepts certificates of us-east-1',
      }),
    ).toHaveTextContent('Namespaces hold different bundles of roots.');
    expect(
      screen.getByText('Rotation of the root of mesh partner'),
    ).toBeInTheDocument();
    expect(
      screen.queryByText('Rotation of the root of mesh prod'),
    ).not.toBeInTheDocument();
  });

  it('asks whether roots may be read where there is none', async () => {
    renderMesh(fakeMesh(), <TrustPage />);

    expect(await screen.findByText('No root readable.')).toBeInTheDocument();
    expect(screen.getByText(/Is it allowed to read it\?/)).toBeInTheDocument();
  });

  it('says which permission is missing', async () => {
    renderMesh(
      fakeMesh({
        trust: () => Promise.reject(new NotAllowedError('not allowed')),
      }),
      <TrustPage />,
    );

    expect(
      await screen.findByText(/mesh\.cluster\.read is missing/),
    ).toBeInTheDocument();
  });
});
