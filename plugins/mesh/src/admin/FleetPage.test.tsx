import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NotFoundError } from '@backstage/errors';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import {
  answer,
  clusterView,
  fleetCluster,
  fleetView,
  freshness,
  NOW,
} from '../__testUtils__/fixtures';
import { renderMesh } from '../__testUtils__/renderMesh';
import { FleetPage } from './FleetPage';

const refused = fleetCluster('lab-1', {
  position: undefined,
  freshness: freshness('lab-1', {
    state: 'auth',
    lastSeen: NOW - 18_000_000,
    since: NOW - 18_000_000,
    reason: '401 Unauthorized',
  }),
});

describe('FleetPage', () => {
  it('counts the fleet, with lower limits where a cluster was not seen', async () => {
    const fleet = fleetView([fleetCluster('eu-west-1'), refused], true);
    renderMesh(
      fakeMesh({ fleet: async () => answer(fleet, { partial: true }) }),
      <FleetPage />,
    );

    expect(
      await screen.findByRole('heading', {
        name: '2 clusters, ≥ 1 network, ≥ 1 control plane, ≥ 1 mesh',
      }),
    ).toBeInTheDocument();
    const [, worst] = screen.getAllByRole('row');
    expect(worst).toHaveTextContent('lab-1');
    expect(within(worst).getAllByText('?')).toHaveLength(4);
    expect(worst).toHaveTextContent('Credential refused, 5 h 0 min old');
    expect(screen.getByText('401 Unauthorized')).toBeInTheDocument();
  });

  it('shows no cluster as healthy that has objects nobody can read', async () => {
    const fleet = fleetView([
      fleetCluster('eu-west-1'),
      fleetCluster('us-east-2', { unreadable: 1 }),
      fleetCluster('us-west-1', { unreadable: 3 }),
    ]);
    renderMesh(fakeMesh({ fleet: async () => answer(fleet) }), <FleetPage />);

    const one = await screen.findByRole('row', { name: /us-east-2/ });
    expect(one).toHaveTextContent('1 object not readable');
    expect(one).toHaveTextContent(/^Degraded/);
    expect(screen.getByRole('row', { name: /us-west-1/ })).toHaveTextContent(
      '3 objects not readable',
    );
    expect(screen.getByText('2 degraded')).toBeInTheDocument();
    const wrong = screen.getByRole('status', { name: 'What is wrong' });
    expect(wrong).toHaveTextContent(
      'us-east-2 has 1 object that cannot be read. What it does is unknown.',
    );
    expect(wrong).toHaveTextContent('us-west-1 has 3 objects');
  });

  it('opens the details of a cluster, with the kinds that could not be read', async () => {
    renderMesh(fakeMesh(), <FleetPage />);

    await userEvent.click(
      await screen.findByRole('button', { name: 'eu-central-1' }),
    );

    const dialog = await screen.findByRole('dialog', {
      name: 'Cluster eu-central-1',
    });
    expect(
      await within(dialog).findByText(/1 object cannot be read/),
    ).toBeInTheDocument();
    expect(dialog).not.toHaveTextContent('All kinds are in sync');
    const node = await within(dialog).findByRole('row', { name: 'Node' });
    expect(node).toHaveTextContent('Reading not allowed');
    expect(node).toHaveTextContent('?');
    expect(node).toHaveTextContent('nodes is forbidden');
    await userEvent.click(
      within(dialog).getByRole('button', {
        name: '1 object could not be read',
      }),
    );
    expect(within(dialog).getByText('spec.host is not a text.')).toBeVisible();
  });

  it('keeps the focus in the drawer and gives it back when the drawer closes', async () => {
    renderMesh(fakeMesh(), <FleetPage />);
    const opener = await screen.findByRole('button', { name: 'eu-west-1' });
    await userEvent.click(opener);
    const dialog = await screen.findByRole('dialog', {
      name: 'Cluster eu-west-1',
    });
    await within(dialog).findByRole('row', { name: 'Node' });
    expect(document.body).toHaveStyle({ overflow: 'hidden' });

    const focused = new Set<Element | null>();
    for (let steps = 0; steps < 6; steps++) {
      await userEvent.tab();
      focused.add(document.activeElement);
    }

    expect(focused.size).toBeGreaterThan(2);
    for (const element of focused)
      expect(dialog.parentElement?.contains(element)).toBe(true);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(document.body).not.toHaveStyle({ overflow: 'hidden' });
    expect(screen.getByRole('button', { name: 'eu-west-1' })).toHaveFocus();
  });

  it('lets long kinds break between their words only', async () => {
    const [kind] = clusterView('eu-west-1').kinds;
    const view = clusterView('eu-west-1', {
      kinds: [{ ...kind, kind: 'MutatingWebhookConfiguration' }],
    });
    renderMesh(
      fakeMesh({ cluster: async () => answer(view) }),
      <FleetPage />,
      '/?cluster=eu-west-1',
    );

    const row = await screen.findByRole('row', {
      name: 'MutatingWebhookConfiguration',
    });
    expect(row.querySelectorAll('wbr')).toHaveLength(2);
  });

  it('does not tell whether a cluster exists that the reader may not see', async () => {
    const mesh = fakeMesh({
      cluster: () => Promise.reject(new NotFoundError('no cluster secret-1')),
    });
    renderMesh(mesh, <FleetPage />, '/?cluster=secret-1');

    expect(
      await screen.findByText('This does not exist, or you may not see it.'),
    ).toBeInTheDocument();
  });

  it('says why the list of clusters is missing instead of showing an empty fleet', async () => {
    const problem = 'The module for the Kubernetes plugin is not installed.';
    renderMesh(
      fakeMesh({
        fleet: async () =>
          answer({ ...fleetView([]), problem }, { clusters: [] }),
      }),
      <FleetPage />,
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(problem);
    expect(screen.queryByText('No cluster to show.')).not.toBeInTheDocument();
    expect(screen.queryByText(/0 clusters/)).not.toBeInTheDocument();
  });
});
