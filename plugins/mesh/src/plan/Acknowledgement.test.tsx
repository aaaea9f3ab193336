import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import { plan } from '../__testUtils__/fixtures';
import { renderMesh } from '../__testUtils__/renderMesh';
import { Acknowledgement } from './Acknowledgement';
import { DIRECTLY, PlanRoute } from './PlanRoute';

const BOTH: readonly PlanRoute[] = ['apply', 'pull-request'];
const KEPT = { applicable: false, proposable: true };

function renderConsent(
  routes: readonly PlanRoute[],
  overrides: Parameters<typeof plan>[0] = {},
  acknowledged = false,
) {
  const onChange = jest.fn();
  renderMesh(
    fakeMesh(),
    <Acknowledgement
      plan={plan(overrides)}
      routes={routes}
      acknowledged={acknowledged}
      onChange={onChange}
    />,
  );
  return onChange;
}

describe('Acknowledgement', () => {
  it('asks for no way where there is one only', async () => {
    const onChange = renderConsent(DIRECTLY);
    await userEvent.click(
      screen.getByRole('checkbox', { name: /I have read the plan/ }),
    );
    expect(onChange).toHaveBeenCalledWith('apply');
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
  });

  it('takes consent to one way back when another is chosen', async () => {
    const onChange = renderConsent(BOTH, {}, true);
    expect(screen.getByRole('radio', { name: 'Directly' })).toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name: /Pull request/ }));
    expect(onChange).toHaveBeenLastCalledWith(undefined);
  });

  it('leaves only the pull request for what a repository keeps', async () => {
    const onChange = renderConsent(BOTH, KEPT);
    expect(screen.getByRole('radio', { name: 'Directly' })).toBeDisabled();
    expect(screen.getByRole('radio', { name: /Pull request/ })).toBeChecked();
    expect(
      screen.getByText(/would overwrite what is written directly/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('checkbox'));
    expect(onChange).toHaveBeenCalledWith('pull-request');
  });

  it('says that it must be a pull request where the template makes none', () => {
    renderConsent(DIRECTLY, KEPT);
    expect(screen.getByRole('alert')).toHaveTextContent(
      /must be a pull request/,
    );
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('offers no consent to what neither way is open to', () => {
    renderConsent(BOTH, { applicable: false, proposable: false });
    expect(screen.getByRole('alert')).toHaveTextContent(
      /Remove what blocks it/,
    );
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });
});
