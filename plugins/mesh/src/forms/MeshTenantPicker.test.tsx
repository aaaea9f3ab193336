import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import { renderField } from '../__testUtils__/renderField';
import { MeshTenantPicker } from './MeshTenantPicker';

const schema = { title: 'Owner', type: 'string' };

async function submit() {
  await userEvent.click(screen.getByRole('button', { name: 'Review' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Create' }));
}

describe('MeshTenantPicker', () => {
  it('takes the only group of the user', async () => {
    const onCreate = jest.fn();
    renderField({
      component: MeshTenantPicker,
      schema,
      mesh: fakeMesh(),
      onCreate,
    });

    expect(
      await screen.findByRole('button', { name: /Payments.*Owner/ }),
    ).toBeInTheDocument();
    await submit();

    expect(onCreate).toHaveBeenCalledWith({ answer: 'team-payments' });
  });

  it('gives the name of the group that was chosen', async () => {
    const onCreate = jest.fn();
    renderField({
      component: MeshTenantPicker,
      schema,
      mesh: fakeMesh(),
      groups: ['group:default/platform', 'group:default/team-payments'],
      onCreate,
    });

    await userEvent.click(await screen.findByRole('button', { name: /Owner/ }));
    const groups = await screen.findAllByRole('option');
    expect(groups.map(option => option.textContent)).toEqual([
      'Payments',
      'Platform',
      'Search',
    ]);
    await userEvent.click(groups[1]);
    await submit();

    expect(onCreate).toHaveBeenCalledWith({ answer: 'platform' });
  });
});
