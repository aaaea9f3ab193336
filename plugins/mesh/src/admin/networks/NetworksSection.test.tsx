import {
  FleetNetworks,
  NetworkWay,
} from '@meshwise/backstage-plugin-mesh-common';
import {
  screen,
  waitForElementToBeRemoved,
  within,
} from '@testing-library/react';
import axe from 'axe-core';
import { fakeMesh } from '../../__testUtils__/FakeMesh';
import { answer, freshness, NOW } from '../../__testUtils__/fixtures';
import { renderMesh } from '../../__testUtils__/renderMesh';
import { NetworksSection } from './NetworksSection';

const ISTIOD = {
  cluster: 'eu-west-1',
  namespace: 'istio-system',
  deployment: 'istiod',
};

function way(overrides: Partial<NetworkWay>): NetworkWay {
  return {
    controlPlane: ISTIOD,
    code: 'direct',
    fromNetwork: 'net-eu',
    toNetwork: 'net-us',
    gateways: [],
    pods: undefined,
    ...overrides,
  };
}

const NETWORKS: FleetNetworks = {
  networks: [
    { mesh: 'prod', network: 'net-eu', clusters: ['eu-west-1'] },
    { mesh: 'prod', network: 'net-us', clusters: ['us-east-1', 'us-east-2'] },
    { mesh: 'edge', network: '', clusters: ['edge-1'] },
  ],
  pairs: [
    {
      from: 'eu-west-1',
      to: 'us-east-1',
      ways: [
        way({ code: 'gateway', pods: { all: 2, ready: 1 } }),
        way({ code: 'unreachable' }),
      ],
    },
    {
      from: 'us-east-1',
      to: 'eu-west-1',
      ways: [way({ code: 'gateway', pods: { all: 2, ready: 2 } })],
    },
    {
      from: 'eu-west-1',
      to: 'edge-1',
      ways: [way({ code: 'undiscovered' })],
    },
    { from: 'eu-west-1', to: 'us-east-2', ways: [way({ code: 'direct' })] },
  ],
  gateways: [
    {
      network: 'net-us',
      cluster: 'us-east-1',
      object: {
        cluster: 'us-east-1',
        kind: 'Service',
        namespace: 'istio-system',
        name: 'eastwest',
      },
      class: 'LoadBalancer',
      addresses: [{ address: '203.0.113.30', port: 15443, hbonePort: 15008 }],
      knownBy: [ISTIOD],
      hosts: ['*.local'],
      pods: { all: 2, ready: 1 },
    },
    {
      network: 'net-eu',
      cluster: 'eu-west-1',
      object: {
        cluster: 'eu-west-1',
        kind: 'Service',
        namespace: 'istio-system',
        name: 'pending',
      },
      class: 'LoadBalancer',
      addresses: [],
      knownBy: [],
      hosts: undefined,
      pods: { all: 0, ready: 0 },
    },
  ],
  foreign: [
    { network: 'net-old', address: '203.0.113.99', port: 443, knownBy: [] },
  ],
};

const CLUSTERS = [
  freshness('eu-west-1'),
  freshness('us-east-1'),
  freshness('us-east-2', { state: 'timeout', lastSeen: NOW - 240_000 }),
  freshness('edge-1'),
  freshness('lab-1', { state: 'sign-in', lastSeen: undefined }),
];

const mesh = fakeMesh({
  networks: async () => answer(NETWORKS, { clusters: CLUSTERS }),
});

describe('NetworksSection', () => {
  it.each([
    'eu-west-1 to us-east-1: unreachable, net-eu → net-us, control planes differ',
    'us-east-1 to eu-west-1: gateway, net-eu → net-us',
    'eu-west-1 to edge-1: other mesh',
    'eu-west-1 to us-east-2: last known: direct',
    'eu-west-1 to lab-1: unknown',
    'lab-1 to eu-west-1: unknown',
    'edge-1 to eu-west-1: no control plane',
    'eu-west-1 to eu-west-1: itself',
  ])('says of a pair: %s', async name => {
    renderMesh(mesh, <NetworksSection />);

    expect(await screen.findByRole('gridcell', { name })).toBeInTheDocument();
  });

  it('lists gateways with address, port, pods and who knows them', async () => {
    const { container } = renderMesh(mesh, <NetworksSection />);

    const table = await screen.findByRole('grid', {
      name: 'East-west gateways',
    });
    const us = within(table).getByRole('row', { name: /us-east-1/ });
    expect(us).toHaveTextContent('203.0.113.30:15443 HBONE 15008');
    expect(us).toHaveTextContent('1/2');
    expect(us).toHaveTextContent('*.local');
    const pending = within(table).getByRole('row', { name: /pending/ });
    expect(pending).toHaveTextContent('none that anybody can use');
    expect(pending).toHaveTextContent('nobody');
    expect(within(table).getByText('203.0.113.99:443')).toBeInTheDocument();
    expect(
      screen.getByText('Network without name of mesh edge: edge-1'),
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

  it('is not there where nothing is known of networks', async () => {
    renderMesh(fakeMesh(), <NetworksSection />);

    await waitForElementToBeRemoved(() =>
      screen.queryByRole('region', {
        name: 'Networks and ways between clusters',
      }),
    );
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });

  it('fails by itself', async () => {
    renderMesh(
      fakeMesh({ networks: () => Promise.reject(new Error('no network')) }),
      <NetworksSection />,
    );

    expect(await screen.findByText(/no network/)).toBeInTheDocument();
  });
});
