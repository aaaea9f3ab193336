import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import {
  answer,
  finding,
  freshness,
  NOW,
  TIMEOUT_GAP,
} from '../__testUtils__/fixtures';
import { renderMesh } from '../__testUtils__/renderMesh';
import { FindingsPage } from './FindingsPage';

const FINDINGS = [
  finding(),
  finding({
    code: 'stale-sidecars',
    severity: 'warning',
    subject: {
      kind: 'Deployment',
      namespace: 'search',
      name: 'index',
      clusters: ['eu-west-1', 'us-east-1'],
    },
    message: '3 sidecars of search/index are older than their control plane.',
    fix: 'Restart the pods.',
    gaps: [TIMEOUT_GAP],
  }),
];

const silent = freshness('us-east-1', {
  state: 'timeout',
  lastSeen: NOW - 240_000,
});
const unread = freshness('lab-1', { state: 'sign-in', lastSeen: undefined });

function partial(findings = FINDINGS) {
  return answer(
    {
      findings,
      partial: [{ code: 'stale-sidecars', clusters: ['us-east-1'] }],
    },
    {
      partial: true,
      gaps: [TIMEOUT_GAP],
      clusters: [freshness('eu-west-1'), silent, unread],
    },
  );
}

describe('FindingsPage', () => {
  it('lists findings by severity, each with subject, fix, evidence, gaps and page', async () => {
    const { container } = renderMesh(
      fakeMesh({ findings: async () => partial() }),
      <FindingsPage />,
    );

    expect(
      await screen.findByRole('heading', { name: '2 findings' }),
    ).toBeInTheDocument();
    const errors = screen.getByRole('region', { name: '1 error' });
    expect(errors).toHaveTextContent(FINDINGS[0].message);
    expect(errors).toHaveTextContent(
      'What to do: Add outlier detection to the rule.',
    );
    expect(errors).toHaveTextContent(
      'DestinationRule payments/checkout · in cluster eu-west-1 · explained in docs/findings/failover-not-armed.md',
    );
    await userEvent.click(
      within(errors).getByRole('button', { name: 'Why: 1 object' }),
    );
    expect(
      within(errors).getByText('spec.trafficPolicy.outlierDetection'),
    ).toBeVisible();
    const warnings = screen.getByRole('region', { name: '1 warning' });
    await userEvent.click(
      within(warnings).getByRole('button', {
        name: 'What could not be seen, in 1 cluster',
      }),
    );
    expect(warnings).toHaveTextContent('EndpointSlice: not answering since');
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

  it('never says that nothing is wrong where it could not look', async () => {
    renderMesh(
      fakeMesh({ findings: async () => partial([]) }),
      <FindingsPage />,
    );

    const none = await screen.findByText('No finding in 1 cluster.');
    const summary = none.parentElement!;
    expect(summary).toHaveAttribute('role', 'status');
    expect(summary).toHaveTextContent(
      'us-east-1 not fully checked. lab-1 not checked.',
    );
    await userEvent.click(
      within(summary).getByRole('button', {
        name: '1 check could not see everything',
      }),
    );
    expect(summary).toHaveTextContent('stale-sidecars: us-east-1');
  });

  it('says so when no cluster could be fully checked', async () => {
    const none = answer(
      { findings: [], partial: [] },
      { clusters: [unread], partial: true },
    );
    renderMesh(fakeMesh({ findings: async () => none }), <FindingsPage />);

    expect(
      await screen.findByText(
        'No finding, and no cluster could be fully checked.',
      ),
    ).toBeInTheDocument();
  });

  it('filters by every word, and says when the filter is the reason for an empty list', async () => {
    renderMesh(
      fakeMesh({ findings: async () => partial() }),
      <FindingsPage />,
      '/?filter=search%20us-east-1',
    );

    expect(await screen.findByText(FINDINGS[1].message)).toBeInTheDocument();
    expect(screen.queryByText(FINDINGS[0].message)).not.toBeInTheDocument();
    await userEvent.type(screen.getByRole('searchbox'), ' nothing');
    expect(
      screen.getByText('No finding matches the filter.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(screen.getByText(FINDINGS[0].message)).toBeInTheDocument();
  });

  it('shows no empty list of findings to who may see no cluster', async () => {
    const none = answer({ findings: [], partial: [] }, { clusters: [] });
    renderMesh(fakeMesh({ findings: async () => none }), <FindingsPage />);

    expect(await screen.findByText('No cluster to check.')).toBeInTheDocument();
    expect(screen.queryByText(/No finding/)).not.toBeInTheDocument();
  });
});
