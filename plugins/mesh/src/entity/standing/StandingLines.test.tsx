/**
 * @jest-environment-options {"customExportConditions": [""]}
 */
import { ServiceStanding } from '@meshwise/backstage-plugin-mesh-common';
import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { http, HttpResponse } from 'msw';
import { answer, NOW, SERVICE } from '../../__testUtils__/fixtures';
import { renderMesh } from '../../__testUtils__/renderMesh';
import { MESH_URL, servedMesh } from '../../__testUtils__/servedMesh';
import { part } from '../../__testUtils__/serviceConfig';
import { serviceStanding } from '../../__testUtils__/serviceStanding';
import { StandingLines } from './StandingLines';

const STANDING = `${MESH_URL}/services/payments/checkout/standing`;
const DAY = 24 * 60 * 60 * 1000;

describe('StandingLines', () => {
  const { mesh, use: handle } = servedMesh();

  const show = (overrides: Partial<ServiceStanding> = {}) => {
    handle(
      http.get(STANDING, () =>
        HttpResponse.json(answer(serviceStanding(overrides))),
      ),
    );
    return renderMesh(
      mesh,
      <StandingLines service={SERVICE} hrefOf={view => `/tab?view=${view}`} />,
    );
  };

  /** State and text of a line. */
  const line = async (term: string) => {
    const link = await screen.findByRole('link', { name: term });
    const text = link.closest('dt')?.nextElementSibling;
    const state = text?.querySelector('[data-state]');
    return {
      href: link.getAttribute('href'),
      state: state?.getAttribute('data-state'),
      text: text?.textContent,
    };
  };

  it('says how the service stands, how old that is, and where to read why', async () => {
    show();

    expect(await line('Reachable')).toEqual({
      href: '/tab?view=reachability',
      state: 'healthy',
      text: expect.stringMatching(/From all 2 client clusters 8 s ago/),
    });
    expect(await line('Failover')).toEqual({
      href: '/tab?view=whatif',
      state: 'healthy',
      text: expect.stringContaining(
        'Active for the callers in all 2 client clusters · eu-west-1 → eu-central-1',
      ),
    });
    expect(await line('Trust')).toEqual({
      href: '/tab?view=trust',
      state: 'healthy',
      text: expect.stringMatching(/1 root, ends .* \(180 d\)/),
    });
  });

  it('is never green where something is unknown', async () => {
    show({
      reach: part({ reached: ['a'], unreached: [], unknown: ['b'] }),
      failover: part({
        parts: ['a', 'b'],
        armed: ['a'],
        weak: [],
        notArmed: [],
        unknown: ['b'],
        ways: [],
      }),
      trust: part({ roots: 1, firstEnd: NOW + 200 * DAY, unknown: ['b'] }),
    });

    expect(await line('Reachable')).toMatchObject({
      state: 'unknown',
      text: expect.stringContaining(
        'From at least 1 of 2 client clusters, unknown from b',
      ),
    });
    expect(await line('Failover')).toMatchObject({
      state: 'unknown',
      text: expect.stringContaining('Unknown for callers in b'),
    });
    expect(await line('Trust')).toMatchObject({
      state: 'unknown',
      text: expect.stringContaining('roots unknown in b'),
    });
  });

  it('says so when nothing at all is known', async () => {
    show({ reach: part({ reached: [], unreached: [], unknown: ['a', 'b'] }) });

    expect(await line('Reachable')).toMatchObject({
      state: 'unknown',
      text: expect.stringContaining('Unknown from all 2 client clusters'),
    });
  });

  it('does not call good what rests on old data; an end of a root is a date', async () => {
    const { reach, failover, trust } = serviceStanding();
    const asOf = NOW - 240_000;
    show({
      reach: { ...reach, asOf },
      failover: { ...failover, asOf },
      trust: { ...trust, asOf },
    });

    expect(await line('Reachable')).toMatchObject({
      state: 'stale',
      text: expect.stringContaining('4 min ago'),
    });
    expect(await line('Failover')).toMatchObject({ state: 'stale' });
    expect(await line('Trust')).toMatchObject({ state: 'healthy' });
  });

  it('names what is wrong, and counts what does not fit', async () => {
    show({
      reach: part({
        reached: ['a'],
        unreached: ['b', 'c', 'd', 'e', 'f'],
        unknown: [],
      }),
      failover: part({
        parts: ['a', 'b'],
        armed: ['a'],
        weak: ['c'],
        notArmed: ['b'],
        unknown: [],
        ways: [{ client: 'b', active: ['a'], standby: ['b'] }],
      }),
      trust: part({ roots: 2, firstEnd: NOW + 20 * DAY, unknown: [] }),
    });

    expect(await line('Reachable')).toMatchObject({
      state: 'degraded',
      text: expect.stringContaining(
        'From 1 of 6 client clusters, not from b, c, d and 2 more',
      ),
    });
    const failover = await line('Failover');
    expect(failover.state).toBe('degraded');
    expect(failover.text).toMatch(
      /Inactive for callers in b · Weak for callers in c/,
    );
    // Without ejection, nothing ever gets to the standby.
    expect(failover.text).not.toContain('→');
    expect(await line('Trust')).toMatchObject({
      state: 'down',
      text: expect.stringMatching(/2 roots, the first ends .* \(20 d\)/),
    });
  });

  it('says where a question has no meaning', async () => {
    show({
      reach: part({ reached: [], unreached: [], unknown: [] }),
      failover: part({
        parts: ['a'],
        armed: [],
        weak: [],
        notArmed: ['a'],
        unknown: [],
        ways: [],
      }),
      trust: part({ roots: 0, firstEnd: undefined, unknown: ['a'] }),
    });

    expect(await line('Reachable')).toMatchObject({ state: 'not-applicable' });
    expect(await line('Failover')).toMatchObject({
      state: 'not-applicable',
      text: expect.stringContaining('it runs in one cluster'),
    });
    expect(await line('Trust')).toMatchObject({
      state: 'unknown',
      text: expect.stringContaining('No root of its workloads is known.'),
    });
  });

  it.each([
    [403, 'NotAllowedError', /You may not see this mesh data/],
    [500, 'Error', /Mesh data could not be loaded/],
  ])('withstands status %s', async (status, name, text) => {
    handle(
      http.get(STANDING, () =>
        HttpResponse.json(
          { error: { name, message: 'it broke' }, response: {} },
          { status },
        ),
      ),
    );
    renderMesh(
      mesh,
      <StandingLines service={SERVICE} hrefOf={view => `/tab?view=${view}`} />,
    );

    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('is accessible', async () => {
    const { container } = show();
    await line('Trust');

    const { violations } = await axe.run(container, {
      rules: {
        'color-contrast': { enabled: false },
        region: { enabled: false },
      },
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
