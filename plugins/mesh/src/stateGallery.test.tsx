import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { FleetPage } from './admin/FleetPage';
import { EntityMeshCard } from './entity/EntityMeshCard';
import { EntityMeshContent } from './entity/EntityMeshContent';
import { STATES } from './state/State';
import { renderMesh } from './__testUtils__/renderMesh';
import { MESHES } from './__testUtils__/states';

const SURFACES = [
  ['card', <EntityMeshCard />],
  ['tab', <EntityMeshContent />],
  ['fleet', <FleetPage />],
] as const;

/** What must be readable in each state, on the entity's surfaces and on the fleet page. */
const EXPECTED = new Map<
  string,
  { readonly entity: RegExp; readonly fleet: RegExp }
>([
  [
    'healthy',
    { entity: /4 of 4 endpoints ready, in 2 clusters/, fleet: /2 healthy/ },
  ],
  ['degraded', { entity: /3 of 4 endpoints ready/, fleet: /1 degraded/ }],
  ['down', { entity: /0 of 1 endpoints ready/, fleet: /1 down/ }],
  ['progressing', { entity: /1 of 2 endpoints ready/, fleet: /1 being read/ }],
  ['stale', { entity: /stale 4 min/, fleet: /1 stale/ }],
  ['unknown', { entity: /≥ 2 of \? endpoints ready/, fleet: /1 unknown/ }],
  [
    'forbidden',
    {
      entity: /You may not see this mesh data/,
      fleet: /mesh\.cluster\.read is missing/,
    },
  ],
  ['not-applicable', { entity: /0 of 0 endpoints ready/, fleet: /No mesh/ }],
  ['loading', { entity: /Loading/, fleet: /Loading/ }],
  [
    'empty',
    { entity: /not linked to a mesh service/, fleet: /No cluster to show/ },
  ],
  [
    'partial',
    {
      entity: /Not everything could be seen: us-east-1/,
      fleet: /Needs your sign-in/,
    },
  ],
  [
    'error',
    { entity: /the session has ended/, fleet: /the session has ended/ },
  ],
]);

describe('state gallery', () => {
  it('has a mesh in every state', () => {
    expect([...MESHES.keys()]).toEqual(expect.arrayContaining([...STATES]));
    expect([...EXPECTED.keys()]).toEqual([...MESHES.keys()]);
  });

  describe.each([...MESHES])('%s', (state, mesh) => {
    it.each(SURFACES)(
      'is readable and accessible on the %s',
      async (surface, element) => {
        const { container } = renderMesh(mesh, element);
        const expected = EXPECTED.get(state)!;

        const texts = await screen.findAllByText(
          surface === 'fleet' ? expected.fleet : expected.entity,
        );

        expect(texts.length).toBeGreaterThan(0);
        const { violations } = await axe.run(container, {
          // Colours need a browser; the whole page needs its landmarks.
          rules: {
            'color-contrast': { enabled: false },
            region: { enabled: false },
          },
        });
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
        ).toEqual([]);
      },
    );
  });

  it('never says zero and never says healthy of a cluster that was not seen', async () => {
    renderMesh(MESHES.get('unknown')!, <EntityMeshContent />);

    expect(
      await screen.findByText(
        'us-east-1 could not be read: whether it has a part of the service is unknown.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('row', { name: /us-east-1/ }),
    ).not.toBeInTheDocument();
    expect(screen.queryByText('0/0')).not.toBeInTheDocument();
  });

  it('shows no control plane as ready whose cluster is silent', async () => {
    renderMesh(MESHES.get('stale')!, <FleetPage />);

    const row = await screen.findByRole('row', { name: /us-east-1/ });

    expect(row).toHaveTextContent('2/2 ready');
    expect(row.querySelector('[data-state="healthy"]')).toBeNull();
    expect(row.querySelectorAll('[data-state="stale"]')).not.toHaveLength(0);
  });
});
