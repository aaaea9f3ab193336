import { NotAllowedError } from '@backstage/errors';
import { FleetDrift } from '@meshwise/backstage-plugin-mesh-common';
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
import { DriftPage } from './DriftPage';

const DRIFT: FleetDrift = {
  meshes: [
    {
      mesh: 'edge',
      primaries: [{ cluster: 'edge-1', serves: ['edge-1'] }],
      objects: [],
      settings: [],
    },
    {
      mesh: 'prod',
      primaries: [
        { cluster: 'eu-west-1', serves: ['eu-west-1', 'eu-west-3'] },
        { cluster: 'eu-west-2', serves: ['eu-west-2'] },
      ],
      objects: [
        {
          kind: 'DestinationRule',
          namespace: 'payments',
          name: 'checkout',
          readBy: 'client',
          drifts: [
            {
              code: 'differs',
              variants: [['eu-west-1'], ['eu-west-2']],
              fields: ['trafficPolicy.outlierDetection'],
            },
            {
              code: 'shadowed',
              effective: ['eu-west-1'],
              shadowed: ['eu-west-2'],
              by: 'payments/older',
            },
          ],
          fields: [
            {
              field: 'trafficPolicy.outlierDetection',
              variants: [
                {
                  clusters: ['eu-west-1'],
                  code: 'shown',
                  text: 'consecutive5xxErrors: 5',
                },
                { clusters: ['eu-west-2'], code: 'absent', text: undefined },
              ],
            },
          ],
        },
        {
          kind: 'AuthorizationPolicy',
          namespace: 'search',
          name: 'query',
          readBy: 'server',
          drifts: [
            {
              code: 'missing',
              present: ['eu-west-1'],
              missing: ['eu-west-2'],
              subsets: false,
            },
          ],
          fields: [],
        },
      ],
      settings: [
        {
          field: 'trustDomain',
          severe: true,
          variants: [
            [{ cluster: 'eu-west-1', controlPlane: 'istio-system/istiod' }],
            [{ cluster: 'eu-west-2', controlPlane: 'istio-system/istiod' }],
          ],
        },
      ],
    },
  ],
  collisions: [
    {
      service: { namespace: 'reporting', name: 'api' },
      merged: [
        {
          controlPlane: {
            cluster: 'eu-west-1',
            namespace: 'istio-system',
            deployment: 'istiod',
          },
          clusters: ['eu-west-1', 'eu-west-2'],
        },
      ],
      collisions: [
        {
          code: 'owners',
          owners: [
            { value: 'team-data', clusters: ['eu-west-1'] },
            { value: undefined, clusters: ['eu-west-2'] },
          ],
        },
        {
          code: 'port-numbers',
          name: 'http',
          numbers: [
            { value: 80, clusters: ['eu-west-1'] },
            { value: 8080, clusters: ['eu-west-2'] },
          ],
        },
      ],
      verdict: 'collides',
    },
  ],
  sharedServices: 12,
  checked: ['eu-west-1', 'eu-west-2'],
  unchecked: ['us-east-1'],
};

const CLUSTERS = [
  freshness('eu-west-1'),
  freshness('eu-west-2'),
  freshness('us-east-1', { state: 'timeout', lastSeen: NOW - 240_000 }),
  freshness('lab-1', { state: 'sign-in', lastSeen: undefined }),
];

const mesh = (value = DRIFT) =>
  fakeMesh({
    drift: async () =>
      answer(value, { partial: true, gaps: [TIMEOUT_GAP], clusters: CLUSTERS }),
  });

describe('DriftPage', () => {
  it('shows each difference side by side with those who live by it', async () => {
    const { container } = renderMesh(mesh(), <DriftPage />);

    const objects = await screen.findByRole('grid', {
      name: 'Objects that drift in mesh prod',
    });
    const [differs, shadowed] = within(objects).getAllByRole('row', {
      name: /payments\/checkout/,
    });
    expect(differs).toHaveTextContent('variant 1: eu-west-1');
    expect(differs).toHaveTextContent('spec.trafficPolicy.outlierDetection');
    expect(differs).toHaveTextContent(
      'callers in eu-west-1, eu-west-3 read variant 1',
    );
    expect(shadowed).toHaveTextContent(
      'without effect: eu-west-2, because payments/older comes first',
    );
    const policy = within(objects).getByRole('row', { name: /search\/query/ });
    expect(policy).toHaveTextContent('missing: eu-west-2');
    expect(policy).toHaveTextContent('workloads in eu-west-2 live by nothing');
    expect(
      screen.getByText(
        '≥ 2 objects drift, ≥ 1 setting of mesh config differs, ≥ 1 service collides',
      ),
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

  it('compares the fields that differ with what is kept of them, and says what to do', async () => {
    renderMesh(mesh(), <DriftPage />);

    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Compare DestinationRule payments/checkout side by side',
      }),
    );
    const row = within(
      screen.getByRole('grid', {
        name: 'Differing fields of DestinationRule payments/checkout',
      }),
    ).getByRole('row', { name: 'spec.trafficPolicy.outlierDetection' });
    expect(row).toHaveTextContent('consecutive5xxErrors: 5');
    expect(row).toHaveTextContent('not set');
    expect(
      screen.getByText(/Meshwise shows drift and writes none of these objects/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /AuthorizationPolicy/ }),
    ).not.toBeInTheDocument();
  });

  it('tells collisions that change calls from those that do not', async () => {
    renderMesh(mesh(), <DriftPage />);

    const collisions = await screen.findByRole('grid', {
      name: 'Services whose copies do not fit together',
    });
    const [owners, numbers] = within(collisions).getAllByRole('row', {
      name: 'reporting/api',
    });
    expect(owners).toHaveTextContent('different owners');
    expect(owners).toHaveTextContent('nobody: eu-west-2');
    expect(owners).toHaveTextContent('Yes');
    expect(numbers).toHaveTextContent('8080: eu-west-2');
    expect(numbers).toHaveTextContent('No');
  });

  it('filters, and keeps the filter in the page address', async () => {
    renderMesh(mesh(), <DriftPage />, '/?filter=shadowed');

    expect(
      await screen.findAllByRole('row', { name: /payments\/checkout/ }),
    ).toHaveLength(2);
    expect(
      screen.queryByRole('row', { name: /search\/query/ }),
    ).not.toBeInTheDocument();
    await userEvent.clear(screen.getByRole('searchbox'));
    await userEvent.type(screen.getByRole('searchbox'), 'nothing');
    expect(
      (await screen.findAllByText('Nothing matches the filter.')).length,
    ).toBe(2);
  });

  it('never says plain that there is no drift', async () => {
    const none: FleetDrift = {
      ...DRIFT,
      meshes: [DRIFT.meshes[0]],
      collisions: [],
    };
    renderMesh(mesh(none), <DriftPage />);

    expect(
      await screen.findByText('No drift in 2 clusters.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Not fully checked: us-east-1, lab-1.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'One cluster holds its configuration, so nothing can drift: edge-1.',
      ),
    ).toBeInTheDocument();
  });

  it('says which permission is missing', async () => {
    renderMesh(
      fakeMesh({ drift: () => Promise.reject(new NotAllowedError('no')) }),
      <DriftPage />,
    );

    expect(
      await screen.findByText(/mesh\.cluster\.read is missing/),
    ).toBeInTheDocument();
  });
});
