import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import { renderMesh } from '../__testUtils__/renderMesh';
import { MATRIX } from '../__testUtils__/trust';
import { TrustMatrixTable } from './TrustMatrixTable';

function Matrix() {
  const [chosen, setChosen] = useState<string>();
  return (
    <TrustMatrixTable matrix={MATRIX} chosen={chosen} onChoose={setChosen} />
  );
}

describe('TrustMatrixTable', () => {
  it('shows each direction by itself, and explains the chosen one', async () => {
    renderMesh(fakeMesh(), <Matrix />);

    const row = await screen.findByRole('row', { name: /^us-east-1/ });
    expect(row).toHaveTextContent('trust domain us.example.com');
    expect(row).toHaveTextContent('Not trusted');
    await userEvent.click(
      screen.getByRole('button', {
        name: 'eu-west-1 accepts certificates of us-east-1: Partly',
      }),
    );

    const details = screen.getByRole('status', {
      name: 'eu-west-1 accepts certificates of us-east-1',
    });
    expect(details).toHaveTextContent(
      'Refused by workloads of 1 namespace: shop',
    );
    await userEvent.click(
      within(details).getByRole('button', { name: 'Close' }),
    );
    expect(details).not.toBeInTheDocument();
  });

  it('can be used with the keyboard alone', async () => {
    renderMesh(fakeMesh(), <Matrix />);
    const table = await screen.findByRole('grid', {
      name: 'Who accepts the certificates of whom',
    });
    within(table).getAllByRole('row')[2].focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{Enter}');

    expect(screen.getByRole('status')).toHaveTextContent(
      'The two sides have no root in common.',
    );
    expect(screen.getByRole('status')).toHaveTextContent(
      'Whether the trust domain is accepted cannot be seen.',
    );
  });
});
