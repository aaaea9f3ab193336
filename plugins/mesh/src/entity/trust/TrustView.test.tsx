/**
 * @jest-environment-options {"customExportConditions": [""]}
 */
import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  answer,
  freshness,
  NOW,
  SERVICE,
  TIMEOUT_GAP,
} from '../../__testUtils__/fixtures';
import { renderOverHttp } from '../../__testUtils__/renderOverHttp';
import { objectOf, part } from '../../__testUtils__/serviceConfig';
import { serviceTrust } from '../../__testUtils__/serviceTrust';
import { TrustView } from './TrustView';

const server = setupServer();
const ROUTE = '/services/payments/checkout/trust';

function show(respond: () => unknown, path?: string) {
  return renderOverHttp(server, <TrustView service={SERVICE} />, {
    routes: { [ROUTE]: respond },
    path,
  });
}

const ACCESS = 'Who may call the service, by namespace and cluster';
const MTLS = 'Mode of mutual TLS by cluster and port';

describe('TrustView', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('shows the identity, and the root that vouches for it with its end', async () => {
    show(() => answer(serviceTrust()));

    const identities = await screen.findByRole('grid', {
      name: 'Identities of the service by cluster',
    });
    expect(identities).toHaveTextContent(
      'spiffe://prod.example.com/ns/payments/sa/checkout',
    );
    const roots = screen.getByRole('grid', { name: 'Roots by cluster' });
    const ends = within(roots).getByText(/expires .*\(20 d\)/);
    expect(ends.closest('[data-state]')).toHaveAttribute('data-state', 'down');
    expect(roots).toHaveTextContent(
      'eu-west-1: by this namespace and others, 6 in all',
    );
  });

  it('says who may call it and by which policy, its own namespace first', async () => {
    show(() => answer(serviceTrust()));

    const access = await screen.findByRole('grid', { name: ACCESS });
    const [, own, other, plain] = within(access).getAllByRole('row');
    expect(own).toHaveTextContent('team-payments · own namespace');
    expect(own).toHaveTextContent('Allowed');
    expect(own).toHaveTextContent('payments/callers');
    expect(other).toHaveTextContent('Denied');
    expect(other).toHaveTextContent('it is not told of the service');
    expect(plain).toHaveTextContent('Refused: needs mutual TLS');
    const mtls = screen.getByRole('grid', { name: MTLS });
    expect(within(mtls).getAllByRole('row')[1]).toHaveTextContent(
      'eu-west-18080/httpSTRICT: mutual TLS onlypayments/default',
    );
  });

  it('says plainly where it is open to all', async () => {
    const { access } = serviceTrust();
    const open = part({ ...access.value, open: ['eu-west-1'] });
    show(() => answer(serviceTrust({ access: open })));

    expect(
      await screen.findByText(/^Open to all in eu-west-1/),
    ).toBeInTheDocument();
  });

  it('names the clusters whose callers are not accepted at all', async () => {
    const { access } = serviceTrust();
    const apart = part({ ...access.value, untrusted: ['edge-1'] });
    show(() => answer(serviceTrust({ access: apart })));

    expect(
      await screen.findByText(/Workloads in edge-1 are not listed/),
    ).toBeInTheDocument();
  });

  it('tells what decides about service accounts that are judged by themselves', async () => {
    const { access } = serviceTrust();
    const [own] = access.value.namespaces;
    const namespaces = [
      {
        ...own,
        accounts: [
          {
            serviceAccount: 'cart',
            trustDomain: 'prod.example.com',
            verdicts: [
              {
                cluster: 'eu-west-1',
                verdict: {
                  code: 'depends' as const,
                  on: ['method', 'path'],
                  by: [],
                },
              },
            ],
          },
        ],
      },
    ];
    show(() =>
      answer(serviceTrust({ access: part({ ...access.value, namespaces }) })),
    );

    await userEvent.click(
      await screen.findByRole('button', {
        name: '1 service account is judged by itself',
      }),
    );
    expect(
      screen.getByText(
        'cart (prod.example.com): eu-west-1 Depends on method, path',
      ),
    ).toBeInTheDocument();
  });

  it('says of an answer that rests on assumed links that it does', async () => {
    const { access, matrix } = serviceTrust();
    const assumed = {
      object: objectOf('eu-west-1', 'ConfigMap', 'meshwise-links'),
      field: 'data',
      found: 'assumed: nobody tells which clusters istiod watches',
      source: '1.2',
    };
    show(() =>
      answer(
        serviceTrust({
          access,
          matrix: part(matrix.value, { because: [assumed] }),
        }),
      ),
    );

    const notes = await screen.findAllByText(/^Assumed: nobody tells/);
    expect(notes).toHaveLength(1);
    expect(notes[0].closest('section')).toHaveAccessibleName('Who trusts whom');
  });

  it('opens the cell that the page address names', async () => {
    show(() => answer(serviceTrust()), '/?cell=us-east-1%3Eeu-west-1');

    expect(
      await screen.findByRole('status', {
        name: 'us-east-1 accepts certificates of eu-west-1',
      }),
    ).toHaveTextContent('The two sides have no root in common.');
  });

  it('shows the open gates of a rotation', async () => {
    show(() => answer(serviceTrust()));

    const gates = await screen.findByRole('grid', {
      name: 'What must hold before the next stages',
    });
    expect(
      within(gates).getByRole('row', { name: /^Bundles/ }),
    ).toHaveTextContent('Open1 of 3 namespaces do not hold both roots.');
  });

  describe('page states', () => {
    it('empty', async () => {
      show(() => answer(serviceTrust({ identities: part([]) })));
      expect(
        await screen.findByText(/Nothing is known of the trust/),
      ).toBeInTheDocument();
    });

    it('loading', async () => {
      show(() => new Promise(() => {}));
      expect(await screen.findAllByText(/Loading/)).not.toHaveLength(0);
    });

    it('partial: no mode is claimed where policies cannot be seen', async () => {
      const { mtls } = serviceTrust();
      const groups = mtls.value[0].groups.map(group => ({
        ...group,
        mode: 'unknown' as const,
        ports: [{ port: 8080, mode: 'unknown' as const }],
      }));
      const unseen = part([{ cluster: 'eu-west-1', groups }], {
        gaps: [TIMEOUT_GAP],
      });
      show(() =>
        answer(serviceTrust({ mtls: unseen }), {
          partial: true,
          gaps: [TIMEOUT_GAP],
        }),
      );

      const row = within(
        await screen.findByRole('grid', { name: MTLS }),
      ).getAllByRole('row')[1];
      expect(row).toHaveTextContent('Unknown');
      expect(row.querySelector('[data-state="healthy"]')).toBeNull();
      expect(
        screen.getByText(/Not everything could be seen/),
      ).toBeInTheDocument();
    });

    it('stale: the expiry stays, for dates do not go stale', async () => {
      const silent = freshness('eu-west-1', {
        state: 'timeout',
        lastSeen: NOW - 240_000,
      });
      show(() => answer(serviceTrust(), { clusters: [silent] }));

      expect(await screen.findByText(/stale 4 min/)).toBeInTheDocument();
      expect(screen.getAllByText(/expires .*\(20 d\)/)).not.toHaveLength(0);
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
