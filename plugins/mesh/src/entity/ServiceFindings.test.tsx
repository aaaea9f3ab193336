import { screen } from '@testing-library/react';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import { answer, finding } from '../__testUtils__/fixtures';
import { renderMesh } from '../__testUtils__/renderMesh';
import { EntityMeshContent } from './EntityMeshContent';

const subject = (kind: string, namespace: string, name: string) => ({
  subject: { kind, namespace, name, clusters: ['eu-west-1'] },
  message: `${kind} ${namespace}/${name} is wrong.`,
});

describe('ServiceFindings', () => {
  it('shows findings about the service, then those of its namespace, and no others', async () => {
    const findings = [
      subject('DestinationRule', 'search', 'checkout'),
      subject('DestinationRule', 'payments', 'ledger'),
      subject('Namespace', '', 'payments'),
      subject('Namespace', '', 'search'),
      subject('Service', 'payments', 'checkout'),
    ].map(finding);
    renderMesh(
      fakeMesh({ findings: async () => answer({ findings, partial: [] }) }),
      <EntityMeshContent />,
      '/?view=findings',
    );

    expect(
      await screen.findByRole('heading', { name: '3 findings' }),
    ).toBeInTheDocument();
    const messages = screen
      .getAllByRole('heading', { level: 4 })
      .map(heading => heading.textContent);
    expect(messages).toEqual([
      'Service payments/checkout is wrong.',
      'DestinationRule payments/ledger is wrong.',
      'Namespace /payments is wrong.',
    ]);
    expect(
      screen.getByRole('heading', { name: 'Elsewhere in namespace payments' }),
    ).toBeInTheDocument();
  });
});
