import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Operation } from '@meshwise/backstage-plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { http, HttpResponse } from 'msw';
import { Route, Routes } from 'react-router-dom';
import { meshApiRef } from '../api/meshApiRef';
import { meshAdminRouteRef } from '../routes';
import { NOW, operation, plan } from '../__testUtils__/fixtures';
import { MESH_URL, servedMesh } from '../__testUtils__/servedMesh';
import { ActivityPage } from './ActivityPage';

const { mesh, use: handle } = servedMesh();
const ME = 'user:default/mock';
const ID = '01JD8';

function open(path = '') {
  const identity = mockApis.identity({ userEntityRef: ME });
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [meshApiRef, mesh],
        [identityApiRef, identity],
      ]}
    >
      <Routes>
        <Route path="/mesh-admin/operations/*" element={<ActivityPage />} />
      </Routes>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/mesh-admin': meshAdminRouteRef,
      },
      initialRouteEntries: [`/mesh-admin/operations${path}`],
    },
  );
}

/** The backend has these operations, and answers acts with what they lead to. */
function serve(
  items: readonly Operation[],
  after: Partial<Operation> = {},
): { readonly acts: { readonly path: string; readonly body: unknown }[] } {
  const acts: { path: string; body: unknown }[] = [];
  let now = items;
  handle(
    http.get(`${MESH_URL}/operations`, () =>
      HttpResponse.json({ items: now.map(({ plan: _, ...rest }) => rest) }),
    ),
    http.get(`${MESH_URL}/operations/:id`, ({ params }) => {
      const found = now.find(({ id }) => id === params.id);
      return found
        ? HttpResponse.json(found)
        : HttpResponse.json(
            {
              error: { name: 'NotFoundError', message: 'no operation' },
              request: { method: 'GET', url: '/' },
              response: { statusCode: 404 },
            },
            { status: 404 },
          );
    }),
    http.post(`${MESH_URL}/operations/:id/:act`, async ({ request }) => {
      const path = new URL(request.url).pathname.split('/operations/')[1];
      acts.push({ path, body: await request.json() });
      now = now.map(item => ({ ...item, ...after }));
      return HttpResponse.json(now[0]);
    }),
  );
  return { acts };
}

async function expectAccessible(container: HTMLElement) {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual(
    [],
  );
}

describe('ActivityPage, list', () => {
  it('lists operations and opens one, cluster by cluster', async () => {
    const running = operation();
    serve([running]);
    const { container } = open();

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
    ).toHaveTextContent(/create\s*Waiting/);
    expect(
      screen.getByText('If you close this page the work goes on.'),
    ).toBeInTheDocument();
    await expectAccessible(container);
    await userEvent.click(screen.getByRole('link', { name: 'All operations' }));
    expect(
      await screen.findByRole('grid', { name: 'Operations' }),
    ).toBeInTheDocument();
  });

  it('filters by text and state, and exports what is shown', async () => {
    const created: Blob[] = [];
    URL.createObjectURL = jest.fn((blob: Blob) => {
      created.push(blob);
      return 'blob:test';
    });
    URL.revokeObjectURL = jest.fn();
    serve([
      operation({ id: 'a', summary: '=HYPERLINK("evil")', state: 'failed' }),
      operation({ id: 'b', summary: 'Namespace orders', state: 'done' }),
    ]);
    open();

    await screen.findByRole('row', { name: 'Namespace orders' });
    await userEvent.type(
      screen.getByRole('searchbox', { name: /Filter by person/ }),
      'hyperlink',
    );
    expect(
      screen.queryByRole('row', { name: 'Namespace orders' }),
    ).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    expect(created).toHaveLength(1);
    const csv = await new Response(created[0]).text();
    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv).toContain(`"'=HYPERLINK(""evil"")"`);

    await userEvent.clear(screen.getByRole('searchbox'));
    await userEvent.type(screen.getByRole('searchbox'), 'nowhere');
    await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(
      screen.getByRole('row', { name: 'Namespace orders' }),
    ).toBeInTheDocument();
  });

  it('says that there is no operation yet', async () => {
    serve([]);
    open();
    expect(await screen.findByText('No operation yet.')).toBeInTheDocument();
  });

  it('does not tell whether an operation exists that the reader may not see', async () => {
    serve([]);
    open('/x');
    expect(
      await screen.findByText('This does not exist, or you may not see it.'),
    ).toBeInTheDocument();
  });
});

describe('ActivityPage, acts', () => {
  const partial = operation({
    state: 'partial',
    message: 'eu-central-1 stopped answering.',
    actions: ['resume', 'undo', 'accept'],
    targets: [
      {
        cluster: 'eu-central-1',
        state: 'failed',
        items: [
          {
            act: 'create',
            object: 'Namespace payments-batch',
            state: 'failed',
            message: 'connect ECONNREFUSED',
            auditId: 'audit-7',
          },
        ],
      },
    ],
  });

  it('says what failed and where, and offers what the backend would do', async () => {
    serve([partial]);
    const { container } = open(`/${ID}`);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'eu-central-1 stopped answering.',
    );
    const item = screen.getByRole('row', { name: 'Namespace payments-batch' });
    expect(item).toHaveTextContent('Failed');
    expect(item).toHaveTextContent('connect ECONNREFUSED');
    expect(item).toHaveTextContent('audit-7');
    for (const name of ['Resume', 'Accept partial']) {
      expect(screen.getByRole('button', { name })).toBeInTheDocument();
    }
    expect(screen.getByRole('link', { name: 'Undo…' })).toHaveAttribute(
      'href',
      `/mesh-admin/operations/${ID}/undo`,
    );
    expect(
      screen.queryByRole('button', { name: 'Stop' }),
    ).not.toBeInTheDocument();
    await expectAccessible(container);
  });

  it('resumes after a second gesture', async () => {
    const { acts } = serve([partial], { state: 'applying', actions: ['stop'] });
    open(`/${ID}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resume' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(acts).toEqual([]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Resume' }),
    );

    expect(
      await screen.findByRole('button', { name: 'Stop' }),
    ).toBeInTheDocument();
    expect(acts).toEqual([{ path: `${ID}/resume`, body: {} }]);
  });

  it('accepts what is there only with a reason', async () => {
    const { acts } = serve([partial], {
      state: 'accepted-partial',
      actions: ['undo'],
    });
    open(`/${ID}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Accept partial' }),
    );
    const dialog = await screen.findByRole('dialog');
    const accept = within(dialog).getByRole('button', {
      name: 'Accept partial',
    });
    expect(accept).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'The cluster is gone for good.',
    );
    await userEvent.click(accept);

    expect(await screen.findByText('Accepted as it is')).toBeInTheDocument();
    expect(acts[0]).toEqual({
      path: `${ID}/accept`,
      body: { reason: 'The cluster is gone for good.' },
    });
  });

  it('keeps the dialog and says why when the backend refuses', async () => {
    serve([partial]);
    handle(
      http.post(`${MESH_URL}/operations/:id/resume`, () =>
        HttpResponse.json(
          {
            error: { name: 'ConflictError', message: 'Another one runs.' },
            request: { method: 'POST', url: '/' },
            response: { statusCode: 409 },
          },
          { status: 409 },
        ),
      ),
    );
    open(`/${ID}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resume' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Resume' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'This was not done.',
    );
  });

  it('undoes by a plan that was read, once however often it is asked', async () => {
    serve([partial]);
    const submitted: unknown[] = [];
    handle(
      http.post(`${MESH_URL}/plans`, async ({ request }) => {
        expect(await request.json()).toEqual({
          intent: 'undo',
          parameters: { operation: ID },
        });
        return HttpResponse.json({
          code: 'planned',
          plan: plan({
            undo: { code: 'none', reason: 'It takes back another one.' },
          }),
        });
      }),
      http.post(`${MESH_URL}/operations`, async ({ request }) => {
        submitted.push(await request.json());
        return HttpResponse.json(operation({ id: ID }), { status: 202 });
      }),
    );
    open(`/${ID}/undo`);
    const undo = await screen.findByRole('button', {
      name: 'Undo in 2 clusters',
    });
    expect(undo).toBeDisabled();
    expect(screen.getByText('It takes back another one.')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('checkbox', { name: /I have read the plan/ }),
    );
    await userEvent.click(undo);

    expect(
      await screen.findByRole('link', { name: 'All operations' }),
    ).toBeInTheDocument();
    const { hash } = plan();
    expect(submitted).toEqual([
      {
        intent: 'undo',
        parameters: { operation: ID },
        planHash: hash,
        idempotencyKey: `undo/${ID}/${hash}`,
      },
    ]);
  });
});

describe('ActivityPage, second person', () => {
  const waiting = operation({
    state: 'awaiting-approval',
    intent: 'trust-root',
    class: 'trust',
    actions: ['approve', 'reject'],
    approval: {
      reason: 'Another root is trusted.',
      requestedAt: NOW,
      expiresAt: NOW + 3_600_000,
    },
    plan: plan({ summary: 'Trust the root of the partner.' }),
  });

  it('approves the plan that was read, with the fingerprint from elsewhere', async () => {
    const { acts } = serve([waiting], { state: 'applying', actions: [] });
    const { container } = open(`/${ID}`);
    const approve = await screen.findByRole('button', { name: 'Approve' });
    expect(
      screen.getByText('Trust the root of the partner.'),
    ).toBeInTheDocument();
    expect(approve).toBeDisabled();
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'I have read plan 7c1e55d0a4b3' }),
    );
    expect(approve).toBeDisabled();
    await userEvent.type(
      screen.getByRole('textbox', { name: /fingerprint of the new root/ }),
      'AB:CD:12:34',
    );
    await expectAccessible(container);
    await userEvent.click(approve);
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );

    expect(
      await screen.findByText('Objects are being written, cluster by cluster.'),
    ).toBeInTheDocument();
    expect(acts).toEqual([
      {
        path: `${ID}/approve`,
        body: { planHash: '7c1e55d0a4b3', fingerprint: 'abcd1234' },
      },
    ]);
  });

  it('rejects with a reason', async () => {
    const { acts } = serve([waiting], { state: 'rejected', actions: [] });
    open(`/${ID}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Not agreed.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reject' }),
    );
    expect(await screen.findByText('Rejected')).toBeInTheDocument();
    expect(acts[0].body).toEqual({ reason: 'Not agreed.' });
  });

  it.each([
    ['your own', ME, /You cannot approve your own operation/],
    [
      'that of another, without the permission',
      'user:default/other',
      /mesh\.operation\.approve is missing/,
    ],
  ])('does not offer to approve %s', async (_, requester, why) => {
    serve([{ ...waiting, requester, actions: [] }]);
    open(`/${ID}`);
    expect(await screen.findByText(why)).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('tells what happened to an operation that ended', async () => {
    serve([
      operation({
        state: 'done',
        approval: {
          reason: 'Another root is trusted.',
          requestedAt: NOW,
          expiresAt: NOW + 3_600_000,
          approver: 'user:default/other',
          at: NOW + 60_000,
        },
        endsAt: NOW - 1,
        undoneBy: '01JD9',
      }),
    ]);
    open(`/${ID}`);
    const moments = await screen.findAllByRole('listitem');
    expect(moments.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/Submitted by .*plan 7c1e55d0a4b3/),
      expect.stringContaining('Another root is trusted.'),
      expect.stringContaining('Approved by'),
      expect.stringContaining('Another operation took it back.'),
      expect.stringContaining('Should have been taken back by then.'),
    ]);
  });
});
