import { NotAllowedError } from '@backstage/errors';
import {
  FleetControlPlanes,
  FlowMember,
  ObservedControlPlane,
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
import { ControlPlanesPage } from './ControlPlanesPage';

function key(cluster: string, deployment: string) {
  return { cluster, namespace: 'istio-system', deployment };
}

function member(overrides: Partial<FlowMember> = {}): FlowMember {
  return {
    controlPlane: key('eu-west-1', 'istiod-blue'),
    revision: 'blue',
    version: '1.29.2',
    ready: 2,
    replicas: 2,
    proxies: 12,
    readyProxies: 11,
    by: 'proxies',
    ...overrides,
  };
}

const BLUE: ObservedControlPlane = {
  ...controlPlane('eu-west-1', { revision: 'blue' }),
  deployment: 'istiod-blue',
  serves: [
    {
      cluster: 'eu-west-1',
      counted: true,
      all: 14,
      ready: 14,
      namespaces: 3,
      versions: [
        { version: '1.27.0', proxies: 2 },
        { version: '1.29.2', proxies: 12 },
      ],
      pending: [{ namespace: 'payments', pods: 6 }],
    },
    {
      cluster: 'us-east-1',
      counted: false,
      all: 1,
      ready: 1,
      namespaces: 1,
      versions: [{ version: '1.30.0', proxies: 1 }],
      pending: [],
    },
  ],
};

const FLEET: FleetControlPlanes = {
  controlPlanes: [BLUE],
  flows: [
    {
      cluster: 'eu-west-1',
      layout: 'split',
      flows: [
        {
          flow: 'ingress',
          active: member({ replicas: 1, ready: 1 }),
          standby: [],
          gaps: ['no-standby', 'single-control-plane-replica'],
        },
        {
          flow: 'application',
          active: member(),
          standby: [
            {
              ...member({
                controlPlane: key('eu-west-1', 'istiod-green'),
                revision: 'green',
                version: '1.30.0',
                proxies: 0,
                readyProxies: 0,
                by: 'twin',
              }),
              equality: {
                version: false,
                settings: ['trustDomain'],
                roots: true,
                configuration: true,
              },
            },
          ],
          gaps: [],
        },
      ],
    },
  ],
  links: {
    controlPlanes: [
      {
        ...key('eu-west-1', 'istiod-blue'),
        clusterId: 'eu-west-1',
        known: 'assumed',
        toldBy: {
          cluster: 'eu-west-1',
          kind: 'ConfigMap',
          namespace: 'istio-system',
          name: 'meshwise-links',
        },
        links: [
          {
            cluster: 'eu-west-1',
            clusterId: 'eu-west-1',
            ownId: 'eu-west-1',
            network: 'net-eu',
            claimedNetworks: ['net-eu'],
          },
          {
            cluster: 'us-east-1',
            clusterId: 'us-east-1',
            ownId: 'us-prod',
            network: 'net-us',
            claimedNetworks: ['net-us'],
          },
        ],
        strangers: ['gone-1'],
      },
    ],
    oneWay: [{ from: 'eu-west-1', to: 'us-east-1' }],
  },
  unseen: ['us-east-1'],
};

const CLUSTERS = [
  freshness('eu-west-1'),
  freshness('us-east-1', { state: 'timeout', lastSeen: NOW - 240_000 }),
  freshness('lab-1', { state: 'sign-in', lastSeen: undefined }),
];

const mesh = () =>
  fakeMesh({
    controlPlanes: async () =>
      answer(FLEET, {
        partial: true,
        gaps: [TIMEOUT_GAP],
        clusters: CLUSTERS,
      }),
  });

describe('ControlPlanesPage', () => {
  it('shows who carries each flow, who could take over and what is missing', async () => {
    const { container } = renderMesh(mesh(), <ControlPlanesPage />);

    const flows = await screen.findByRole('grid', {
      name: 'Control planes by flow',
    });
    const ingress = within(flows).getByRole('row', { name: /Ingress/ });
    expect(ingress).toHaveTextContent('nobody could take over');
    expect(ingress).toHaveTextContent('one replica of the control plane');
    const applications = within(flows).getByRole('row', {
      name: /Applications/,
    });
    expect(applications).toHaveTextContent('rev blue, 1.29.2, 2/2 ready');
    expect(applications).toHaveTextContent('11/12 proxies ready');
    expect(applications).toHaveTextContent(
      'other version, mesh config differs: trustDomain',
    );
    expect(screen.getByText('≥ 2 gaps in flows')).toBeInTheDocument();
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

  it('counts proxies by version and says which do not fit, and what waits for a restart', async () => {
    renderMesh(mesh(), <ControlPlanesPage />);

    const table = await screen.findByRole('grid', {
      name: 'Control planes and their proxies',
    });
    const row = within(table).getByRole('row', { name: /^eu-west-1/ });
    expect(row).toHaveTextContent('14 proxies in 3 namespaces in eu-west-1');
    expect(row).toHaveTextContent('1.27.0: 2 2 minor versions behind');
    expect(row).toHaveTextContent(
      '≥ 1 proxy in ≥ 1 namespace remote us-east-1',
    );
    expect(row).toHaveTextContent('1.30.0: 1 newer than their control plane');
    await userEvent.click(
      within(row).getByRole('button', { name: '6 pods wait for a restart' }),
    );
    expect(row).toHaveTextContent('6 pods in eu-west-1/payments');
  });

  it('calls assumed what nobody tells, and shows where two sides disagree', async () => {
    renderMesh(mesh(), <ControlPlanesPage />);

    const name = 'eu-west-1/istio-system/istiod-blue';
    expect(
      await screen.findByRole('gridcell', {
        name: `${name} to us-east-1: assumed, known as us-east-1, calls itself us-prod`,
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('gridcell', { name: `${name} to lab-1: unknown` }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'assumed: nobody tells, ConfigMap istio-system/meshwise-links is not there',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('also told of clusters nobody here knows: gone-1'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Workloads of eu-west-1 are told endpoints of us-east-1, not the other way round.',
      ),
    ).toBeInTheDocument();
  });

  it('shows the flow that the page address names', async () => {
    renderMesh(mesh(), <ControlPlanesPage />, '/?flow=ingress');

    const flows = await screen.findByRole('grid', {
      name: 'Control planes by flow',
    });
    expect(
      within(flows).getByRole('row', { name: /Ingress/ }),
    ).toBeInTheDocument();
    expect(
      within(flows).queryByRole('row', { name: /Applications/ }),
    ).not.toBeInTheDocument();
  });

  it('shows what another version does to whom, and why', async () => {
    const versions: string[] = [];
    const change = {
      code: 'sends-unhealthy',
      since: 31,
      source: '0.3',
      what: 'Unhealthy endpoints are sent.',
    };
    renderMesh(
      fakeMesh({
        controlPlanes: async () => answer(FLEET),
        upgrade: async ({ controlPlane: of, version }) => {
          versions.push(`${of.deployment} ${version}`);
          return answer({
            controlPlane: of,
            from: '1.29.2',
            to: version,
            verdict: 'changed',
            changes: [change],
            effects: [
              {
                host: 'checkout.payments.svc.cluster.local',
                aspect: 'failover',
                now: ['eu-west-1 first'],
                then: [],
                callers: {
                  cluster: 'eu-west-1',
                  namespace: 'shop',
                  name: 'web',
                  pods: 2,
                  client: {
                    cluster: 'eu-west-1',
                    namespace: 'shop',
                    pod: 'web-1',
                  },
                },
                causes: [change],
              },
            ],
            unknowns: [],
            gaps: [],
          });
        },
      }),
      <ControlPlanesPage />,
      '/?upgrade=eu-west-1%2Fistio-system%2Fistiod-blue&to=1.31',
    );

    const table = await screen.findByRole('grid', { name: 'Another version' });
    const row = within(table).getByRole('row', { name: /shop\/web/ });
    expect(row).toHaveTextContent('order of failover');
    expect(row).toHaveTextContent('eu-west-1 first');
    expect(row).toHaveTextContent('nothing');
    expect(row).toHaveTextContent('Unhealthy endpoints are sent.');
    expect(
      screen.getByText('1 difference with version 1.31'),
    ).toBeInTheDocument();
    expect(versions).toEqual(['istiod-blue 1.31']);
  });

  it('says in how many clusters it found none', async () => {
    renderMesh(fakeMesh(), <ControlPlanesPage />);

    expect(
      await screen.findByText('No control plane found in 3 clusters.'),
    ).toBeInTheDocument();
  });

  it('says which permission is missing', async () => {
    renderMesh(
      fakeMesh({
        controlPlanes: () => Promise.reject(new NotAllowedError('no')),
      }),
      <ControlPlanesPage />,
    );

    expect(
      await screen.findByText(/mesh\.cluster\.read is missing/),
    ).toBeInTheDocument();
  });
});
