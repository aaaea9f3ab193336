import { expect, Page, test } from '@playwright/test';
import { apiServer } from './support/clusters';
import { signIn } from './support/portal';

const NAMESPACE = 'checkout-next';
const CLUSTERS = ['eu-west-1', 'eu-west-2'];
const TITLES = ['EU West 1', 'EU West 2'];

async function answer(page: Page, namespace: string): Promise<void> {
  await page.goto('/create/templates/default/onboard-namespace');
  await page.getByRole('textbox', { name: 'Namespace' }).fill(namespace);
  await page.getByRole('button', { name: /Owner/ }).click();
  await page.getByRole('option', { name: /payments/i }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  for (const title of TITLES) {
    // The box itself is visually hidden; its label is what a person clicks.
    await page.getByText(title, { exact: true }).click();
    await expect(
      page.getByRole('checkbox', { name: new RegExp(title) }),
    ).toBeChecked();
  }
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
}

test.describe('onboarding a namespace', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
  });

  test('writes what the plan showed, to both clusters', async ({ page }) => {
    // The form is filled in twice.
    test.slow();
    await answer(page, NAMESPACE);
    const checks = page.getByRole('grid', { name: 'Dry run by cluster' });
    for (const cluster of CLUSTERS) {
      await expect(checks.getByRole('row', { name: cluster })).toContainText(
        'Accepted by dry run',
      );
      const before = await apiServer(cluster).get({
        apiVersion: 'v1',
        kind: 'Namespace',
        name: NAMESPACE,
      });
      expect(before, 'a plan writes nothing').toBeUndefined();
    }

    await page.getByText('I have read the plan for 2 clusters').click();
    await page.getByRole('button', { name: 'Check the answers' }).click();
    await page.getByRole('button', { name: 'Apply the plan' }).click();
    await page
      .getByRole('link', { name: 'Show what was done' })
      .click({ timeout: 30_000 });

    await expect(page).toHaveURL(/\/mesh-admin\/operations\//);
    for (const cluster of CLUSTERS) {
      await expect(
        page.getByRole('grid', { name: `Objects in ${cluster}` }),
      ).toContainText('Applied');
      const namespace = await apiServer(cluster).get({
        apiVersion: 'v1',
        kind: 'Namespace',
        name: NAMESPACE,
      });
      expect(namespace?.metadata.labels).toMatchObject({
        'meshwise.io/tenant': 'team-payments',
        'istio.io/rev': 'prod',
      });
      const policies = await apiServer(cluster).list({
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        namespace: NAMESPACE,
      });
      expect(policies.map(({ spec }) => spec)).toEqual([
        { mtls: { mode: 'STRICT' } },
      ]);
    }

    await answer(page, NAMESPACE);
    await expect(
      page.getByText('Everything is already as you ask.'),
    ).toBeVisible();
  });

  for (const [namespace, why] of [
    ['istio-system', /protected-namespace/],
    ['search', /owned-by-other-tenant/],
  ] as const) {
    test(`refuses ${namespace}`, async ({ page }) => {
      await answer(page, namespace);
      await expect(page.getByText(why).first()).toBeVisible();
      await expect(
        page.getByText('Nothing was changed.', { exact: false }).first(),
      ).toBeVisible();
      await page.getByRole('button', { name: 'Check the answers' }).click();
      await expect(
        page.getByRole('button', { name: 'Apply the plan' }),
      ).toBeHidden();
    });
  }

  test('refuses a malformed name in the form', async ({ page }) => {
    await page.goto('/create/templates/default/onboard-namespace');
    await page.getByRole('textbox', { name: 'Namespace' }).fill('Payments_EU');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText(/must match pattern/).first()).toBeVisible();
  });
});
