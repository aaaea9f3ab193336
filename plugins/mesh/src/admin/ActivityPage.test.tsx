import { NotFoundError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { Route, Routes } from 'react-router-dom';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import { operation } from '../__testUtils__/fixtures';
import { renderMesh } from '../__testUtils__/renderMesh';
import { ActivityPage } from './ActivityPage';

const page = (
  <Routes>
    <Route path="/operations/*" element={<ActivityPage />} />
  </Routes>
);

describe('ActivityPage', () => {
  it('lists operations and opens one, cluster by cluster', async () => {
    const running = operation();
    const mesh = fakeMesh({
      operations: async () => ({ items: [running] }),
      operation: async () => running,
    });
    const { container } = renderMesh(mesh, page, '/operations');

    const row = await screen.findByRole('row', { name: running.summary });
    expect(row).toHaveTextContent('Applying');
    expect(row).toHaveTextContent('1/2');
    await userEvent.click(
      within(row).getByRole('link', { name: running.summary }),
    );

    const lane = await screen.findByRole('grid', {
      name: 'Objects in eu-central-1',
    });
    expect(
      within(lane).getByRole('row', { name: 'Namespace payments-batch' }),
    ).toHaveTextContent('Waiting');
    expect(
      screen.getByText('If you close this page the work goes on.'),
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
    await userEvent.click(screen.getByRole('link', { name: 'All operations' }));
    expect(
      await screen.findByRole('grid', { name: 'Operations' }),
    ).toBeInTheDocument();
  });

  it('says what failed and where', async () => {
    const failed = operation({
      state: 'partial',
      message: 'eu-central-1 stopped answering.',
      targets: [
        {
          cluster: 'eu-central-1',
          state: 'failed',
          items: [
            {
              object: 'Namespace payments-batch',
              state: 'failed',
              message: 'connect ECONNREFUSED',
            },
          ],
        },
      ],
    });
    renderMesh(
      fakeMesh({ operation: async () => failed }),
      page,
      '/operations/01JD8',
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'eu-central-1 stopped answering.',
    );
    const item = screen.getByRole('row', { name: 'Namespace payments-batch' });
    expect(item).toHaveTextContent('Failed');
    expect(item).toHaveTextContent('connect ECONNREFUSED');
  });

  it('says that there is no operation yet', async () => {
    renderMesh(fakeMesh(), page, '/operations');

    expect(await screen.findByText('No operation yet.')).toBeInTheDocument();
  });

  it('does not tell whether an operation exists that the reader may not see', async () => {
    const mesh = fakeMesh({
      operation: () => Promise.reject(new NotFoundError('no operation x')),
    });
    renderMesh(mesh, page, '/operations/x');

    expect(
      await screen.findByText('This does not exist, or you may not see it.'),
    ).toBeInTheDocument();
  });
});
