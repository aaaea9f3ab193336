/**
 * @jest-environment-options {"customExportConditions": [""]}
 */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { http, HttpResponse } from 'msw';
import { answer, SERVICE } from '../../__testUtils__/fixtures';
import { Portal, renderMesh } from '../../__testUtils__/renderMesh';
import { MESH_URL, servedMesh } from '../../__testUtils__/servedMesh';
import { serviceStanding } from '../../__testUtils__/serviceStanding';
import { template } from '../../__testUtils__/templates';
import { ServiceActions } from './ServiceActions';

const STANDING = `${MESH_URL}/services/payments/checkout/standing`;
const TRUST = `${MESH_URL}/services/payments/checkout/trust`;

const TEMPLATES = [
  template('failover', 'locality-failover', { title: 'Fail over' }),
  template('grant', 'grant-access', { title: 'Give access' }),
  template('drain', 'drain-cluster', { title: 'Drain a cluster' }),
  template('onboard', 'onboard-namespace', { title: 'Onboard' }),
  template('root', 'trust-root', { title: 'Trust a root' }),
  template('other', 'locality-failover', { title: 'Not ours', type: 'web' }),
];

describe('ServiceActions', () => {
  const { mesh, use: handle } = servedMesh();

  const open = async (portal: Portal = {}, path = '/') => {
    const rendered = renderMesh(
      mesh,
      <ServiceActions service={SERVICE} />,
      path,
      { entities: TEMPLATES, ...portal },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Actions' }),
    );
    return rendered;
  };

  const stands = (standing = serviceStanding()) =>
    handle(http.get(STANDING, () => HttpResponse.json(answer(standing))));

  const formOf = async (title: string) => {
    const item = await screen.findByRole('menuitem', { name: title });
    const url = new URL(item.getAttribute('href') ?? '', 'http://portal');
    const formData: unknown = JSON.parse(
      url.searchParams.get('formData') ?? '',
    );
    return { path: url.pathname, formData };
  };

  it('leads to the templates that are about the service, with its name filled in', async () => {
    stands();
    await open();

    expect(await formOf('Fail over')).toEqual({
      path: '/forms/default/failover',
      formData: { service: SERVICE },
    });
    expect(await formOf('Drain a cluster')).toEqual({
      path: '/forms/default/drain',
      formData: { services: [SERVICE] },
    });
    expect(await formOf('Onboard')).toEqual({
      path: '/forms/default/onboard',
      formData: { namespace: 'payments', tenant: 'team-payments' },
    });
    expect(
      within(screen.getByRole('menu'))
        .getAllByRole('menuitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Drain a cluster',
      'Fail over',
      'Give access',
      'Onboard',
      'Copy link',
      'Download as JSON',
    ]);
  });

  it('offers only what the user may do', async () => {
    stands();
    await open({
      allows: request =>
        request.permission.name === 'mesh.cluster.drain' &&
        request.resourceRef === 'eu-central-1',
    });

    await screen.findByRole('menuitem', { name: 'Drain a cluster' });
    expect(
      screen.queryByRole('menuitem', { name: 'Fail over' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('menuitem', { name: 'Give access' }),
    ).not.toBeInTheDocument();
  });

  it('says so when there is none', async () => {
    stands();
    await open({ allows: () => false });

    expect(
      await screen.findByRole('menuitem', {
        name: 'No template that you may use is about this service.',
      }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('says that templates could not be loaded, and still offers the view', async () => {
    handle(http.get(STANDING, () => HttpResponse.json({}, { status: 500 })));
    await open();

    await screen.findByRole('menuitem', {
      name: 'The templates could not be loaded.',
    });
    expect(
      screen.getByRole('menuitem', { name: 'Download as JSON' }),
    ).not.toHaveAttribute('aria-disabled');
  });

  it('saves what the view is drawn from', async () => {
    stands();
    handle(http.get(TRUST, () => HttpResponse.json({ value: 'of the view' })));
    const saved: Blob[] = [];
    URL.createObjectURL = jest.fn((blob: Blob) => {
      saved.push(blob);
      return 'blob:test';
    });
    const handedOver = new Promise<void>(resolve => {
      URL.revokeObjectURL = () => resolve();
    });
    await open({}, '/?view=trust');

    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Download as JSON' }),
    );
    await handedOver;

    expect(saved).toHaveLength(1);
    expect(saved[0].type).toBe('application/json');
    expect(saved[0].size).toBe(
      JSON.stringify({ value: 'of the view' }, null, 2).length,
    );
  });

  it('works with the keyboard and is accessible', async () => {
    stands();
    const { baseElement } = renderMesh(
      mesh,
      <ServiceActions service={SERVICE} />,
      '/',
      { entities: TEMPLATES },
    );
    await screen.findByRole('button', { name: 'Actions' });
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('menuitem', { name: 'Fail over' });
    const { violations } = await axe.run(baseElement, {
      rules: {
        'color-contrast': { enabled: false },
        region: { enabled: false },
      },
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
    await userEvent.keyboard('{Escape}');

    // What closes gives the focus back a frame later.
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Actions' })).toHaveFocus(),
    );
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  });
});
