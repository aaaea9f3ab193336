import { screen, within } from '@testing-library/react';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import { NOW } from '../__testUtils__/fixtures';
import { renderMesh } from '../__testUtils__/renderMesh';
import { ROTATION } from '../__testUtils__/trust';
import { RotationProgress } from './RotationProgress';

describe('RotationProgress', () => {
  it('says which stage it is, what holds the next one up, and when the roots end', async () => {
    renderMesh(fakeMesh(), <RotationProgress rotation={ROTATION} now={NOW} />);

    expect(
      await screen.findByText(/The new root is being added/),
    ).toBeInTheDocument();
    const current = screen
      .getAllByRole('listitem')
      .filter(item => item.getAttribute('aria-current') === 'step')
      .map(item => item.textContent);
    expect(current).toEqual(['Trust both roots']);
    expect(
      screen.getByText('eu-west-1: 1 of 2 namespaces hold both roots'),
    ).toBeInTheDocument();
    const gates = screen.getByRole('grid', {
      name: 'What must hold before the next stages',
    });
    expect(
      within(gates).getByRole('row', { name: /Bundles/ }),
    ).toHaveTextContent('Open');
    expect(
      within(gates).getByRole('row', { name: /Signing/ }),
    ).toHaveTextContent('Unknown');
    expect(
      screen.getByText(/expires .*\(20 d\)/).closest('[data-state]'),
    ).toHaveAttribute('data-state', 'down');
  });

  it('shows one root and no stages where no rotation is under way', async () => {
    const rotation = {
      ...ROTATION,
      stage: 'S0' as const,
      new: undefined,
      places: [],
      gates: [],
    };
    renderMesh(fakeMesh(), <RotationProgress rotation={rotation} now={NOW} />);

    expect(
      await screen.findByText(/No rotation is under way/),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Root:/)).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });
});
