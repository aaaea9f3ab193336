import {
  ReachRow,
  ServiceConfigView,
} from '@meshwise/backstage-plugin-mesh-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import {
  answer,
  controlPlane,
  endpoint,
  freshness,
  LINKED,
  NOW,
  part,
  position,
  SERVICE,
  serviceView,
} from '../__testUtils__/fixtures';
import { renderMesh } from '../__testUtils__/renderMesh';
import { EntityMeshContent } from './EntityMeshContent';

describe('EntityMeshContent', () => {
  it('keeps the rows of a cluster that stopped answering, marks them old, and leaves the others', async () => {
    const silent = freshness('us-east-1', {
      state: 'timeout',
      lastSeen: NOW - 240_000,
      since: NOW - 240_000,
    });
    const mesh = fakeMesh({
      service: async () =>
        answer(
          serviceView([
            part('us-east-1', { knowledge: 'stale' }),
            part('eu-west-1'),
          ]),
          {
            partial: true,
            gaps: [
              {
                cluster: 'us-east-1',
                kind: 'Pod',
                state: 'timeout',
                since: NOW - 240_000,
              },
            ],
            clusters: [freshness('eu-west-1'), silent],
          },
        ),
    });

    renderMesh(mesh, <EntityMeshContent />);

    const stale = await screen.findByRole('row', {
      name: /us-east-1.*stale 4 min/,
    });
    expect(stale).toHaveTextContent('2/2*');
    expect(
      screen.getByRole('row', { name: /Healthy\s*eu-west-1/ }),
    ).toHaveTextContent('2/2');
    expect(
      screen.getByText('≥ 4 of ? endpoints ready, in at least 2 clusters'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: '1 of 2 clusters answering' }),
    ).toBeInTheDocument();
  });

  it('sets the parts of several meshes apart, which are services of their own', async () => {
    const mesh = fakeMesh({
      service: async () =>
        answer(
          serviceView([part('us-east-1'), part('eu-west-1'), part('old-1')], {
            positions: [
              position('us-east-1'),
              { ...position('eu-west-1'), mesh: 'dev' },
              { ...position('old-1'), mesh: undefined },
            ],
          }),
        ),
    });

    renderMesh(mesh, <EntityMeshContent />);

    const dev = await screen.findByRole('grid', {
      name: 'Endpoints of mesh dev by cluster and locality',
    });
    expect(within(dev).getByText('eu-west-1')).toBeInTheDocument();
    expect(within(dev).queryByText('us-east-1')).not.toBeInTheDocument();
    const names = screen
      .getAllByRole('heading', { level: 4 })
      .map(({ textContent }) => textContent);
    expect(names).toEqual([
      'Mesh dev',
      `Mesh ${position('us-east-1').mesh}`,
      'Clusters of no known mesh',
    ]);
    expect(
      screen.getByText(/Callers of one mesh do not reach what another has/),
    ).toBeInTheDocument();
  });

  it('opens a locality down to its pods', async () => {
    renderMesh(fakeMesh(), <EntityMeshContent />);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Show eu-west-1/eu-west-1a' }),
    );

    const pod = screen.getByRole('row', { name: /checkout-7d9f-1/ });
    expect(pod).toHaveTextContent('Ready');
    expect(pod).toHaveTextContent('10.1.0.1:8080');
    expect(pod).toHaveTextContent('mutual TLS');
    await userEvent.click(
      screen.getByRole('button', { name: 'Hide eu-west-1/eu-west-1a' }),
    );
    expect(
      screen.queryByRole('row', { name: /checkout-7d9f-1/ }),
    ).not.toBeInTheDocument();
  });

  it('says when the filter is the reason for an empty table', async () => {
    renderMesh(fakeMesh(), <EntityMeshContent />, '/?filter=nothing');

    expect(
      await screen.findByText('No endpoint matches the filter.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }));

    expect(
      screen.getByRole('row', { name: /Healthy eu-west-1/ }),
    ).toBeInTheDocument();
  });

  it('shows who owns the pods, who would, and which pods wait for a restart', async () => {
    const view = serviceView([part('eu-west-1')]);
    const [governance] = view.governance.clusters;
    const moved = {
      ...governance,
      wouldOwn: {
        ...governance.wouldOwn,
        controlPlane: controlPlane('eu-west-1', {
          revision: '1-30-0',
          version: '1.30.0',
        }),
      },
      owns: [{ ...governance.owns[0], pendingRestart: true }],
    };
    const mesh = fakeMesh({
      service: async () =>
        answer({
          ...view,
          governance: {
            ...view.governance,
            clusters: [moved as typeof governance],
          },
          contacts: {
            'eu-west-1': {
              entityRef: 'resource:default/eu-west-1',
              ownerRefs: ['group:default/platform'],
            },
          },
        }),
    });

    renderMesh(mesh, <EntityMeshContent />, '/?view=control');

    const row = await screen.findByRole('row', { name: 'eu-west-1' });
    expect(row).toHaveTextContent('1.29.2 rev 1-29-2');
    expect(row).toHaveTextContent('1.30.0 rev 1-30-0');
    expect(row).toHaveTextContent('2 pods wait for a restart');
    expect(
      within(row).getByRole('link', { name: /platform/ }),
    ).toBeInTheDocument();
  });

  it('chooses among several services by the page address', async () => {
    const service = jest.fn(async () =>
      answer(serviceView([part('eu-west-1')])),
    );
    const other = { namespace: 'search', name: 'index' };
    const mesh = fakeMesh({
      entityServices: async () => ({ ...LINKED, services: [SERVICE, other] }),
      service,
    });

    renderMesh(mesh, <EntityMeshContent />, '/?svc=index.search');

    await screen.findByRole('row', { name: /Healthy eu-west-1/ });
    expect(service).toHaveBeenCalledWith(other);
  });

  it('leaves the other views when one cannot be drawn', async () => {
    jest.spyOn(console, 'error').mockImplementation();
    const mesh = fakeMesh({
      // Nothing that the backend would send.
      serviceConfig: async service => answer({ service } as ServiceConfigView),
    });
    renderMesh(mesh, <EntityMeshContent />, '/?view=config');
    expect(await screen.findByRole('alert')).toBeInTheDocument();

    await userEvent.click(screen.getByRole('tab', { name: 'Endpoints' }));

    expect(
      await screen.findByRole('row', { name: /Healthy eu-west-1/ }),
    ).toBeInTheDocument();
    jest.restoreAllMocks();
  });

  it('shows hostile names as text', async () => {
    const name = '<b onclick="x()">\u202eevil</b>';
    const mesh = fakeMesh({
      entityServices: async () => ({ ...LINKED, problems: [name] }),
      service: async () =>
        answer(
          serviceView([
            part(name, {
              endpoints: [
                endpoint(name, 1, { pod: name, locality: name, network: name }),
              ],
            }),
          ]),
          {
            because: [
              {
                object: { cluster: name, kind: 'Pod', namespace: name, name },
                field: name,
                found: name,
                source: '3.1',
              },
            ],
          },
        ),
    });

    const { container } = renderMesh(mesh, <EntityMeshContent />);

    await screen.findAllByText(/<b onclick="x\(\)">⟨U\+202E⟩evil<\/b>/);
    expect(container.querySelector('[onclick]')).toBeNull();
    expect(container.textContent).not.toContain('\u202e');
  });

  it('says how each cluster is reached from the client cluster that is chosen', async () => {
    const row = (cluster: string, verdict: 'yes' | 'unknown'): ReachRow => ({
      cluster,
      seen: true,
      caller: {
        namespace: 'web',
        name: 'frontend',
        pods: 2,
        client: { cluster, namespace: 'web', pod: 'frontend-1' },
        visible: true,
      },
      cells: [
        { to: 'eu-west-1', verdict, path: 'gateway', share: 1 },
        {
          to: 'us-east-1',
          verdict: 'unknown',
          path: 'direct',
          share: undefined,
        },
      ],
    });
    const mesh = fakeMesh({
      service: async () =>
        answer(serviceView([part('eu-west-1'), part('us-east-1')])),
      reach: async service =>
        answer({
          service,
          targets: ['eu-west-1', 'us-east-1'],
          rows: [row('lab-1', 'unknown'), row('us-east-1', 'yes')],
          chosen: undefined,
        }),
    });

    renderMesh(mesh, <EntityMeshContent />);

    expect(
      await screen.findByRole('button', { name: /us-east-1 Client cluster/ }),
    ).toBeInTheDocument();
    const target = screen.getByRole('row', { name: /Healthy\s*eu-west-1/ });
    expect(target).toHaveTextContent('gateway · 100%');
    expect(
      screen.getByRole('row', { name: /Healthy\s*us-east-1/ }),
    ).toHaveTextContent('unknown');
    expect(screen.getByText(/not measured/)).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: /Client cluster/ }),
    );
    await userEvent.click(screen.getByRole('option', { name: 'lab-1' }));
    await waitFor(() => expect(target).toHaveTextContent('unknown'));
  });
});
