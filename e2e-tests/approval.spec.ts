import { X509Certificate } from 'node:crypto';
import { expect, Page, test } from '@playwright/test';
import { approve, openAs } from './support/approval';
import { backendAs } from './support/backend';
import { apiServer } from './support/clusters';
import { openMeshTab, signInAs } from './support/portal';
import { steering } from './support/rules';
import {
  applyPlan,
  choose,
  expectState,
  next,
  openTemplate,
  undo,
} from './support/templates';

const REQUESTER = 'platform-engineer';
const REVIEWER = 'platform-reviewer';
const STRANGER = 'payments-developer';

/** Route of the operation on the page. */
function operationPath(page: Page): string {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  return `/api/mesh/operations/${id}`;
}

/** The root of mesh `prod`, and what its owner tells people by another way. */
async function rootOfProd() {
  const bundle = await apiServer('eu-west-1').get({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: 'payments',
    name: 'istio-ca-root-cert',
  });
  const pem = String(Object(bundle?.data)['root-cert.pem']);
  const { fingerprint256 } = new X509Certificate(pem);
  return { pem, lastEight: fingerprint256.replaceAll(':', '').slice(-8) };
}

/** Roots of others that the control plane of mesh `edge` is told to trust, as its API server has them. */
async function anchors(): Promise<readonly string[]> {
  const istio = await apiServer('mgmt-1').get({
    apiVersion: 'sailoperator.io/v1',
    kind: 'Istio',
    name: 'edge',
  });
  const { caCertificates = [] } = Object(istio?.spec).values.meshConfig;
  return caCertificates.map(({ pem }: { pem: string }) => pem);
}

async function askForDrain(page: Page): Promise<void> {
  await openTemplate(page, 'drain-cluster');
  await page.getByText('EU West 2', { exact: true }).click();
  await page.getByText('shop/storefront', { exact: true }).click();
  await next(page);
  await choose(page, /Until/, '4 hours');
  await next(page);
  await expect(
    page.getByText('A second person must approve this.'),
  ).toBeVisible({ timeout: 30_000 });
  await applyPlan(page);
  await expectState(page, 'Waiting for approval');
}

test.describe('J12: review, approve, audit', () => {
  test('a change waits for a second person, who sees what the first one saw', async ({
    page,
    browser,
  }) => {
    // Two operations of two people, each with its plan.
    test.slow();
    const before = await steering('shop');
    await signInAs(page, REQUESTER);
    await askForDrain(page);
    const path = operationPath(page);

    await expect(
      page.getByText('You cannot approve your own operation.', {
        exact: false,
      }),
    ).toBeVisible();
    await expect(
      page.getByRole('button', { name: 'Approve', exact: true }),
    ).toHaveCount(0);
    const requester = await backendAs(REQUESTER);
    const { planHash, plan } = await (await requester.get(path)).json();
    const own = await requester.post(`${path}/approve`, { data: { planHash } });
    expect(own.status(), 'the requester approves').toBe(403);

    const stranger = await backendAs(STRANGER);
    expect((await stranger.get(path)).status(), 'a stranger reads').toBe(404);
    const foreign = await stranger.post(`${path}/approve`, {
      data: { planHash },
    });
    expect(foreign.status(), 'a stranger approves').toBe(403);

    const reviewer = await backendAs(REVIEWER);
    const stale = await reviewer.post(`${path}/approve`, {
      data: { planHash: planHash.replace(/./g, '0') },
    });
    expect(stale.status(), 'another plan is approved').toBe(409);
    expect(await steering('shop'), 'nothing was written').toEqual(before);

    const second = await openAs(browser, REVIEWER, page.url());
    await expect(
      second.getByText(`I have read plan ${planHash.slice(0, 12)}`),
    ).toBeVisible();
    await expect(
      second.getByRole('grid', { name: 'Callers for whom something changes' }),
    ).toBeVisible();
    await expect(
      second.getByRole('grid', { name: 'Dry run by cluster' }),
    ).toBeVisible();
    await expect(
      second.getByRole('button', { name: 'Approve', exact: true }),
      'nobody approves unread',
    ).toBeDisabled();
    await approve(second);
    await expectState(second, 'Done');
    await expect(
      second.getByRole('listitem').filter({ hasText: 'Approved by' }),
    ).toContainText('Platform reviewer');
    const written = (await steering('shop')).join('\n');
    for (const { cluster, kind, name, act } of plan.changes) {
      if (act !== 'delete')
        expect(written).toContain(`${cluster} ${kind} ${name} `);
    }
    const again = await reviewer.post(`${path}/approve`, {
      data: { planHash },
    });
    expect(again.status(), 'an approval is used once').toBe(409);

    await expectState(page, 'Done');
    await undo(page);
    await expectState(page, 'Waiting for approval');
    await second.goto(page.url());
    await approve(second);
    await expectState(second, 'Done');
    expect(await steering('shop'), 'undo restores what was').toEqual(before);

    for (const open of [
      () => openMeshTab(page, 'storefront', 'activity'),
      () => page.goto('/mesh-admin/operations'),
    ]) {
      await open();
      const row = page
        .getByRole('grid', { name: 'Operations' })
        .getByRole('row')
        .filter({ hasText: 'stay away from eu-west-2' })
        .filter({ hasText: planHash.slice(0, 12) });
      await expect(row).toContainText('3/3');
      await expect(row).toContainText('Platform engineer');
      await expect(row).toContainText('Platform reviewer');
    }
    await second.context().close();
  });

  test('a root is trusted when two persons have it from its owner', async ({
    page,
    browser,
  }) => {
    // Two operations of two people, each with its plan.
    test.slow();
    const { pem, lastEight } = await rootOfProd();
    const before = await anchors();
    await signInAs(page, REQUESTER);
    await openTemplate(page, 'trust-another-root', {
      trustDomains: ['prod.example.com'],
    });
    await page.getByRole('textbox', { name: /Root certificates/ }).fill(pem);
    await next(page);
    await page.getByText(/revision edge/).click();
    await next(page);
    await expect(
      page.getByText('A second person must approve this.'),
    ).toBeVisible({ timeout: 30_000 });
    await expect(
      page
        .getByRole('grid', { name: 'Trust that changes' })
        .getByRole('row', { name: /edge-1/ })
        .filter({ hasText: 'eu-west-1' })
        .first(),
    ).toContainText('gains: trust');
    await applyPlan(page);
    await expectState(page, 'Waiting for approval');
    expect(await anchors(), 'nothing was written').toEqual(before);

    const { planHash } = await (
      await (await backendAs(REQUESTER)).get(operationPath(page))
    ).json();
    const guessed = await (
      await backendAs(REVIEWER)
    ).post(`${operationPath(page)}/approve`, {
      data: { planHash, fingerprint: '00000000' },
    });
    expect(guessed.status(), 'a fingerprint is guessed').toBe(400);

    const second = await openAs(browser, REVIEWER, page.url());
    await second
      .getByRole('textbox', { name: /Last 8 characters/ })
      .fill(lastEight);
    await approve(second);
    await expectState(second, 'Done');
    expect(await anchors()).toEqual([...before, pem]);

    await page.goto('/mesh-admin/trust');
    await expect(
      page.getByRole('button', {
        name: 'edge-1 accepts certificates of eu-west-1: Partly',
      }),
    ).toBeVisible({ timeout: 45_000 });

    await page.goto(second.url());
    await undo(page);
    await second.goto(page.url());
    await approve(second);
    await expectState(second, 'Done');
    expect(await anchors(), 'undo restores what was').toEqual(before);
    await second.context().close();
  });

  test('an agent of a platform engineer finds nothing that writes', async () => {
    const agent = await backendAs(REQUESTER);
    const { actions } = await (
      await agent.get('/api/mesh/.backstage/actions/v1/actions')
    ).json();
    expect(actions).not.toHaveLength(0);
    for (const { attributes } of actions)
      expect(attributes).toMatchObject({ readOnly: true, destructive: false });

    const answer = await agent.post('/api/mcp-actions/v1', {
      headers: { Accept: 'application/json, text/event-stream' },
      data: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} },
    });
    const [, data] = (await answer.text()).split('data: ');
    const tools: { name: string; annotations: object }[] =
      JSON.parse(data).result.tools;
    const ofMesh = tools.filter(({ name }) => name.startsWith('mesh.'));
    expect(ofMesh.map(({ name }) => name).sort()).toEqual([
      'mesh.explain-reach',
      'mesh.get-fleet',
      'mesh.get-service',
      'mesh.list-findings',
      'mesh.plan-change',
    ]);
    for (const { annotations } of ofMesh)
      expect(annotations).toMatchObject({
        readOnlyHint: true,
        destructiveHint: false,
      });
  });
});
