import { Plan, PlanEffect } from '@meshwise/backstage-plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { fakeMesh } from '../__testUtils__/FakeMesh';
import {
  change,
  finding,
  NOW,
  plan,
  SERVICE,
  TIMEOUT_GAP,
} from '../__testUtils__/fixtures';
import { renderMesh } from '../__testUtils__/renderMesh';
import { PlanView } from './PlanView';

const caller = {
  cluster: 'eu-west-1',
  namespace: 'shop',
  locality: 'eu-west-1/eu-west-1a',
};
const NOTHING = plan().effect;

function effect(overrides: Partial<PlanEffect>): Plan {
  return plan({ effect: { ...NOTHING, ...overrides } });
}

const show = (shown: Plan) => renderMesh(fakeMesh(), <PlanView plan={shown} />);

describe('PlanView', () => {
  it('tells who loses, who gains and what nobody knows, the worst first', async () => {
    const of = (namespace: string) => ({
      caller: { ...caller, namespace },
      service: SERVICE,
      before: 'eu-west-1 100 %',
      after: 'us-east-1 100 %',
    });
    const { container } = show(
      effect({
        callers: [
          { ...of('gaining'), aspect: 'permission', verdict: 'gains' },
          { ...of('changing'), aspect: 'order', verdict: 'changes' },
          { ...of('too'), aspect: 'order', verdict: 'changes' },
          { ...of('losing'), aspect: 'permission', verdict: 'loses' },
          { ...of('blind'), aspect: 'destinations', verdict: 'unknown' },
        ],
        mtls: [
          {
            service: SERVICE,
            cluster: 'eu-west-1',
            before: 'permissive',
            after: 'strict',
          },
        ],
        trust: [
          {
            truster: { cluster: 'eu-west-1', controlPlanes: ['istiod'] },
            trusted: { cluster: 'partner-1', controlPlanes: [] },
            callers: [{ cluster: 'partner-1', namespace: 'pos', locality: '' }],
            before: 'not trusted',
            after: 'trusted',
            verdict: 'gains',
          },
        ],
        losesFallback: [
          {
            caller,
            service: SERVICE,
            before: 'us-east-1',
            after: 'nowhere',
          },
        ],
        shadowed: [
          {
            object: {
              cluster: 'eu-west-1',
              kind: 'DestinationRule',
              namespace: 'payments',
              name: 'checkout',
            },
            caller,
            reason: 'a rule of the namespace of the caller comes first',
          },
        ],
        findings: {
          appear: [finding({ message: 'A new problem.' })],
          disappear: [finding({ message: 'An old problem.' })],
        },
        gaps: [TIMEOUT_GAP],
      }),
    );

    const callers = await screen.findByRole('grid', {
      name: 'Callers for whom something changes',
    });
    expect(
      within(callers)
        .getAllByRole('row')
        .slice(1)
        .map(row => row.textContent),
    ).toEqual([
      expect.stringMatching(/^losing in eu-west-1.*loses: permission/),
      expect.stringMatching(/^blind in eu-west-1.*unknown: destinations/),
      expect.stringMatching(/^changing, too in .*changes: order of failover/),
      expect.stringMatching(/^gaining in .*eu-west-1 100 %us-east-1 100 %$/),
    ]);
    for (const text of [
      /1 group of callers has nowhere to go/,
      /1 object will have no effect/,
      'a rule of the namespace of the caller comes first',
      '1 finding appears',
      'A new problem.',
      '1 finding disappears',
      'Not everything could be seen: us-east-1',
    ]) {
      expect(screen.getByText(text)).toBeInTheDocument();
    }
    expect(
      screen.getByRole('row', { name: 'eu-west-1 istiod' }),
    ).toHaveTextContent(
      /partner-1.*pos.*partner-1gains: trustnot trustedtrusted/,
    );
    expect(
      screen.getByRole('grid', {
        name: 'Services that accept connections in another way',
      }),
    ).toHaveTextContent('permissivestrict');
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

  it('says that nothing changes only if everything was seen', async () => {
    show(effect({}));
    expect(
      await screen.findByText(/Nothing changes for callers/),
    ).toBeInTheDocument();
  });

  it.each([
    ['a cluster is silent', { gaps: [TIMEOUT_GAP] }],
    ['a service was not examined', { notExamined: [SERVICE] }],
    ['an effect is hidden', { hidden: 2 }],
  ])('does not say that nothing changes when %s', async (_, incomplete) => {
    show(effect(incomplete));
    expect(
      await screen.findByText(/No effect was found in what could be seen/),
    ).toBeInTheDocument();
    expect(
      screen.queryByText(/Nothing changes for callers/),
    ).not.toBeInTheDocument();
  });

  it('names the second person, the end, and what undo cannot restore', async () => {
    show(
      plan({
        approval: { reason: 'Trust of the whole mesh changes.' },
        endsAt: NOW + 86_400_000,
        undo: { code: 'not-exactly', reason: 'The age order is lost.' },
      }),
    );
    expect(
      await screen.findByText('A second person must approve this.'),
    ).toBeInTheDocument();
    for (const text of [
      /Trust of the whole mesh changes\..*You cannot approve your own\./,
      /it must be taken back by/,
      'Undo does not restore exactly what is there now.',
      'The age order is lost.',
    ]) {
      expect(
        screen.getByText((__, element) =>
          element?.children.length === 0 || typeof text !== 'string'
            ? Boolean(element?.textContent?.match(text)) &&
              ![...(element?.children ?? [])].some(child =>
                child.textContent?.match(text),
              )
            : false,
        ),
      ).toBeInTheDocument();
    }
  });

  it('goes through its changes by keys and opens all of them', async () => {
    const quota = { kind: 'ResourceQuota', name: 'tenant' } as const;
    show(
      plan({
        changes: [
          change('eu-west-1'),
          change('eu-west-1', { ...quota, act: 'delete', fields: [] }),
        ],
      }),
    );
    const first = await screen.findByRole('button', {
      name: /create: Namespace payments-batch/,
    });
    const second = screen.getByRole('button', {
      name: /delete: ResourceQuota tenant/,
    });

    first.focus();
    await userEvent.keyboard('n');
    expect(second).toHaveFocus();
    await userEvent.keyboard('p');
    expect(first).toHaveFocus();
    await userEvent.keyboard('e');
    expect(first).toHaveAttribute('aria-expanded', 'true');
    expect(second).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByText(
        'The object is deleted, if it is still the one shown here.',
      ),
    ).toBeInTheDocument();
    await userEvent.keyboard('e');
    expect(first).toHaveAttribute('aria-expanded', 'false');
  });

  it('shows text of clusters as text, with hidden characters visible (T55)', async () => {
    const hostile = '<img src=x onerror=alert(1)>\u202egpj.exe';
    const { container } = show(
      effect({
        callers: [
          {
            caller: { cluster: hostile, namespace: hostile, locality: hostile },
            service: { namespace: hostile, name: hostile },
            aspect: 'order',
            before: hostile,
            after: hostile,
            verdict: 'changes',
          },
        ],
        shadowed: [
          {
            object: {
              cluster: hostile,
              kind: 'Sidecar',
              namespace: hostile,
              name: hostile,
            },
            reason: hostile,
          },
        ],
      }),
    );
    await screen.findByRole('grid', {
      name: 'Callers for whom something changes',
    });
    expect(container.querySelector('img')).toBeNull();
    expect(container.textContent).toContain('⟨U+202E⟩gpj.exe');
    expect(container.textContent).not.toContain('\u202e');
  });
});
