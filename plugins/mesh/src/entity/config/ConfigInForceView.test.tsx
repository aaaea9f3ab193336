/**
 * @jest-environment-options {"customExportConditions": [""]}
 */
import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { answer, freshness, NOW, SERVICE } from '../../__testUtils__/fixtures';
import { renderOverHttp } from '../../__testUtils__/renderOverHttp';
import {
  answering,
  callerConfig,
  DRIFT,
  part,
  serverConfig,
  serviceConfig,
  waypointConfig,
} from '../../__testUtils__/serviceConfig';
import { ConfigInForceView } from './ConfigInForceView';

const server = setupServer();
const ROUTE = '/services/payments/checkout/config';

function show(respond: () => unknown, path?: string) {
  return renderOverHttp(server, <ConfigInForceView service={SERVICE} />, {
    routes: { [ROUTE]: respond },
    path,
  });
}

const table = (name: string) => screen.findByRole('grid', { name });

describe('ConfigInForceView', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('shows what wins with its age, and why others lose, by the version that answered', async () => {
    show(() => answer(serviceConfig()));

    const callers = await table('What decides for callers in eu-west-1');
    const rules = within(callers).getByRole('row', {
      name: /^Load balancing and failover/,
    });
    expect(rules).toHaveTextContent(
      'DestinationRule payments/checkout made 12 d ago',
    );
    expect(rules).toHaveTextContent(
      'istio-system/defaults: another one is closer',
    );
    expect(rules).toHaveTextContent(
      '1 copy in another cluster, which is not read here',
    );
    expect(
      within(callers).getByRole('row', { name: /^Routing/ }),
    ).toHaveTextContent('No route: straight to all endpoints.');
    expect(
      screen.getAllByText(/answered by the rules of Istio 1\.29/),
    ).toHaveLength(4);
    const pods = await table('What guards pods in eu-west-1');
    expect(
      within(pods).getByRole('row', { name: /^Who may call/ }),
    ).toHaveTextContent(
      'ALLOW AuthorizationPolicy payments/callersAuthorizationPolicy payments/trial: it is only logged',
    );
  });

  it('shows what a waypoint applies, as limited, and nothing of one where there is none', async () => {
    const { unmount } = show(() =>
      answer(serviceConfig({ waypoints: [part(waypointConfig('eu-west-1'))] })),
    );

    const applied = await table('What the waypoint in eu-west-1 applies');
    expect(
      within(applied).getByRole('row', { name: /^Routing/ }),
    ).toHaveTextContent('HTTPRoute payments/checkout-canary');
    expect(
      within(applied).getByRole('row', { name: /^Who may call/ }),
    ).toHaveTextContent('AuthorizationPolicy payments/waypoint-callers');
    expect(
      screen.getByText(
        'Waypoint payments/waypoint in eu-west-1, 1 of 2 pods ready',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^Limited: what a waypoint is given was never compared/),
    ).toBeInTheDocument();
    unmount();

    show(() => answer(serviceConfig()));
    await table('What guards pods in eu-west-1');
    expect(screen.queryByText('What its waypoint applies')).toBeNull();
  });

  it('marks what differs, and compares it side by side under an address of its own', async () => {
    const { unmount } = show(() => answer(serviceConfig({ drift: [DRIFT] })));

    const callers = await table('What decides for callers in eu-west-1');
    expect(
      within(callers).getByRole('row', { name: /^Load balancing/ }),
    ).toHaveTextContent('differs in 1 of 3');
    await userEvent.click(
      screen.getByRole('button', { name: 'Compare side by side' }),
    );
    expect(
      await table('Differing fields of DestinationRule payments/checkout'),
    ).toHaveTextContent('maxEjectionPercent: 100not set');
    unmount();

    show(
      () => answer(serviceConfig({ drift: [DRIFT] })),
      '/?drift=DestinationRule/payments/checkout',
    );
    expect(
      await table('Differing fields of DestinationRule payments/checkout'),
    ).toBeInTheDocument();
  });

  it('says what is assumed, what is limited, and which version is a guess', async () => {
    const guess = answering('eu-west-1', {
      version: undefined,
      rulesOf: 31,
      links: 'assumed',
    });
    const view = serviceConfig({
      callers: [part(callerConfig('eu-west-1', { controlPlane: guess }))],
      servers: [
        part(
          serverConfig('eu-west-1', {
            limited: true,
            policies: {
              ...serverConfig('eu-west-1').policies,
              guard: 'ztunnel',
              waypoint: 'payments/waypoint:15008',
            },
          }),
        ),
      ],
    });
    show(() => answer(view));

    expect(
      await screen.findByText(/^Assumed: nobody tells which clusters/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/its version is not known: answered by the rules of/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^Limited: a ztunnel guards these pods/),
    ).toBeInTheDocument();
    expect(screen.getByText('payments/waypoint:15008')).toBeInTheDocument();
  });

  it('shows one cluster, chosen in the page address', async () => {
    show(() => answer(serviceConfig()), '/?client=us-east-1');

    await table('What decides for callers in us-east-1');
    expect(
      screen.queryByRole('grid', {
        name: 'What decides for callers in eu-west-1',
      }),
    ).not.toBeInTheDocument();
  });

  describe('page states', () => {
    it('empty', async () => {
      show(() => answer(serviceConfig({ callers: [], servers: [] })));
      expect(
        await screen.findByText(
          'No mesh configuration decides about this service.',
        ),
      ).toBeInTheDocument();
    });

    it('loading', async () => {
      show(() => new Promise(() => {}));
      expect(await screen.findAllByText(/Loading/)).not.toHaveLength(0);
    });

    it('partial: nothing is said to be the same in a cluster that was not read', async () => {
      const gap = {
        cluster: 'us-east-1',
        kind: 'DestinationRule' as const,
        state: 'forbidden' as const,
        since: NOW - 60_000,
      };
      const view = serviceConfig({
        callers: [part(callerConfig('eu-west-1'), { gaps: [gap] })],
      });
      show(() => answer(view, { partial: true, gaps: [gap] }));

      expect(
        await screen.findByText(/Not everything could be seen: us-east-1/),
      ).toBeInTheDocument();
      expect(
        screen.getByText(
          'Whether copies differ in us-east-1 could not be compared.',
        ),
      ).toBeInTheDocument();
      expect(screen.getByText(/^Not certain/)).toBeInTheDocument();
      expect(
        screen.queryByText(/is the same in all primaries/),
      ).not.toBeInTheDocument();
    });

    it('stale: the age of the cluster whose configuration was read', async () => {
      const silent = freshness('us-east-1', {
        state: 'timeout',
        lastSeen: NOW - 240_000,
      });
      show(() =>
        answer(serviceConfig(), {
          clusters: [freshness('eu-west-1'), silent],
        }),
      );

      expect(await screen.findAllByText(/stale 4 min/)).toHaveLength(2);
    });

    it('error', async () => {
      show(() => {
        throw new Error('the database is gone');
      });
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'Mesh data could not be loaded.',
      );
    });

    it('forbidden', async () => {
      show(() => {
        throw new NotAllowedError('You may not see the service');
      });
      expect(
        await screen.findByText(/mesh\.service\.read is missing/),
      ).toBeInTheDocument();
    });
  });
});
