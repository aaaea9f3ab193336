import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import {
  answer,
  fleetCluster,
  fleetView,
  freshness,
  NOW,
  position,
} from '../__testUtils__/fixtures';
import { renderField } from '../__testUtils__/renderField';
import { MeshClusterPicker } from './MeshClusterPicker';

const schema = {
  title: 'Clusters',
  type: 'array',
  minItems: 1,
  items: { type: 'string' },
};

const mesh = fakeMesh({
  fleet: async () =>
    answer(
      fleetView([
        fleetCluster('eu-west-1'),
        fleetCluster('eu-central-1'),
        fleetCluster('us-east-1', {
          freshness: freshness('us-east-1', {
            state: 'timeout',
            lastSeen: NOW - 60_000,
          }),
        }),
        fleetCluster('read-only', { writable: false }),
        fleetCluster('lab-1', {
          position: undefined,
          freshness: freshness('lab-1', {
            state: 'sign-in',
            lastSeen: undefined,
          }),
        }),
        fleetCluster('bare', {
          position: position('bare', {
            mesh: undefined,
            roles: [{ code: 'no-mesh' }],
          }),
        }),
      ]),
    ),
});

describe('MeshClusterPicker', () => {
  it('offers clusters by mesh, and says why one cannot be chosen', async () => {
    const { container } = renderField({
      component: MeshClusterPicker,
      schema,
      mesh,
      onCreate: jest.fn(),
    });

    const prod = await screen.findByRole('group', { name: 'Mesh prod-eu' });
    expect(
      within(prod).getByRole('checkbox', { name: /eu-west-1/ }),
    ).toBeEnabled();
    for (const [cluster, reason] of [
      ['us-east-1', /not answering/],
      ['read-only', /no writer credential/],
    ] as const) {
      const box = within(prod).getByRole('checkbox', {
        name: new RegExp(cluster),
      });
      expect(box).toBeDisabled();
      expect(box).toHaveAccessibleName(reason);
    }
    const others = screen.getByRole('group', { name: 'Mesh unknown or none' });
    expect(
      within(others).getByRole('checkbox', {
        name: /lab-1.*needs your sign-in/,
      }),
    ).toBeDisabled();
    expect(
      within(others).getByRole('checkbox', { name: /bare.*has no mesh/ }),
    ).toBeDisabled();
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

  it('chooses all clusters of a mesh that can be changed', async () => {
    const onCreate = jest.fn();
    renderField({ component: MeshClusterPicker, schema, mesh, onCreate });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose all 2' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );

    expect(onCreate).toHaveBeenCalledWith({
      answer: ['eu-west-1', 'eu-central-1'],
    });
  });
});
