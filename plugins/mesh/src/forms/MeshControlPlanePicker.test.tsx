import { FleetCluster } from '@meshwise/backstage-plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import {
  answer,
  controlPlane,
  fleetCluster,
  fleetView,
  freshness,
  NOW,
  position,
} from '../__testUtils__/fixtures';
import { renderField } from '../__testUtils__/renderField';
import { MeshControlPlanePicker } from './MeshControlPlanePicker';

const schema = {
  title: 'Control planes',
  type: 'array',
  minItems: 1,
  items: { type: 'object' },
};

function cluster(
  name: string,
  planes: readonly Parameters<typeof controlPlane>[1][],
  overrides: Partial<FleetCluster> = {},
): FleetCluster {
  return fleetCluster(name, {
    position: position(name, {
      controlPlanes: planes.map(plane => controlPlane(name, plane)),
    }),
    ...overrides,
  });
}

const mesh = fakeMesh({
  fleet: async () =>
    answer(
      fleetView([
        cluster('eu-west-1', [
          { revision: '1-29-2' },
          { revision: '1-31-1', version: '1.31.1', tags: ['canary'] },
        ]),
        cluster('mgmt-1', [
          {
            revision: 'edge',
            meshId: 'edge',
            clusterId: 'edge-1',
            version: undefined,
          },
        ]),
        cluster('us-east-1', [{}], {
          freshness: freshness('us-east-1', {
            state: 'timeout',
            lastSeen: NOW - 60_000,
          }),
        }),
        cluster('read-only', [{}], { writable: false }),
        cluster('twice', [
          { revision: 'default' },
          { revision: 'default', namespace: 'istio-other' },
        ]),
        fleetCluster('lab-1', { position: undefined }),
      ]),
    ),
});

describe('MeshControlPlanePicker', () => {
  it('names control planes by mesh, and says why one cannot be chosen', async () => {
    const { container } = renderField({
      component: MeshControlPlanePicker,
      schema,
      mesh,
      onCreate: jest.fn(),
    });

    const prod = await screen.findByRole('group', { name: 'Mesh prod-eu' });
    expect(
      within(prod).getByRole('checkbox', {
        name: /eu-west-1 revision 1-31-1, 1\.31\.1 .*tags canary/,
      }),
    ).toBeEnabled();
    for (const [name, reason] of [
      ['us-east-1', /not answering/],
      ['read-only', /no writer credential/],
    ] as const) {
      const box = within(prod).getByRole('checkbox', { name: RegExp(name) });
      expect(box).toBeDisabled();
      expect(box).toHaveAccessibleName(reason);
    }
    for (const box of within(prod).getAllByRole('checkbox', { name: /twice/ }))
      expect(box).toBeDisabled();
    expect(
      within(screen.getByRole('group', { name: 'Mesh edge' })).getByRole(
        'checkbox',
        { name: /mgmt-1 revision edge, version unknown .*cluster ID edge-1/ },
      ),
    ).toBeEnabled();
    expect(
      screen.getByText(/its control planes are unknown: lab-1/),
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

  it('answers with the cluster and revision of each', async () => {
    const onCreate = jest.fn();
    renderField({ component: MeshControlPlanePicker, schema, mesh, onCreate });

    for (const name of [/eu-west-1 revision 1-29-2/, /revision edge/])
      await userEvent.click(await screen.findByRole('checkbox', { name }));
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );

    expect(onCreate).toHaveBeenCalledWith({
      answer: [
        { cluster: 'eu-west-1', revision: '1-29-2' },
        { cluster: 'mgmt-1', revision: 'edge' },
      ],
    });
  });
});
