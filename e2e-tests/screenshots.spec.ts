import { join } from 'node:path';
import { expect, Page, test } from '@playwright/test';
import { openAs } from './support/approval';
import { control } from './support/clusters';
import { openMeshTab, signIn } from './support/portal';
import {
  act,
  applyPlan,
  choose,
  expectState,
  next,
  openTemplate,
} from './support/templates';

/** `npm run screenshots` names the folder of the documentation; every other run only proves that the pictures can be taken. */
const folder = process.env.MESHWISE_SCREENSHOTS;
const LOST = 'eu-west-2';

for (const theme of ['light', 'dark'] as const) {
  test.describe(`every surface, ${theme}`, () => {
    async function picture(page: Page, name: string): Promise<void> {
      const file = `${name}-${theme}.png`;
      // Let transitions end and fonts load; nothing to await marks their end.
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.screenshot({
        animations: 'disabled',
        path: folder ? join(folder, file) : test.info().outputPath(file),
      });
    }

    test.beforeEach(async ({ page }) => {
      await page.addInitScript(
        chosen => localStorage.setItem('theme', chosen),
        theme,
      );
      await signIn(page);
    });

    test.afterEach(async () => {
      await control.run(LOST, 'restore', {});
    });

    test('entity card and Mesh tab', async ({ page }) => {
      await page.goto('/catalog/default/component/checkout');
      await expect(
        page.getByRole('grid', { name: 'Clusters of the service' }),
      ).toBeVisible();
      await picture(page, 'entity-card');

      await openMeshTab(page, 'checkout');
      await expect(page.getByText('7 of 8 endpoints ready')).toBeVisible();
      await expect(
        page.getByRole('columnheader', { name: 'Reached' }),
      ).toBeVisible({ timeout: 30_000 });
      await picture(page, 'endpoints');

      await openMeshTab(page, 'checkout', 'reachability');
      await expect(
        page.getByRole('grid', {
          name: 'How the service is reached, from cluster to cluster',
        }),
      ).toBeVisible({ timeout: 30_000 });
      await picture(page, 'reachability');

      await openMeshTab(page, 'checkout', 'whatif', {
        lost: LOST,
      });
      await expect(page.getByRole('grid').first()).toBeVisible({
        timeout: 30_000,
      });
      await picture(page, 'what-if');

      await openMeshTab(page, 'query', 'control');
      await expect(
        page.getByText(/waits? for a restart/).first(),
      ).toBeVisible();
      await picture(page, 'control-planes');

      await control.run(LOST, 'kill', {});
      await openMeshTab(page, 'checkout');
      await expect(page.getByText(/7 of \? endpoints ready/)).toBeVisible({
        timeout: 45_000,
      });
      await picture(page, 'endpoints-stale');
    });

    test('configuration in force and trust', async ({ page }) => {
      await openMeshTab(page, 'checkout', 'config');
      await page.getByRole('button', { name: 'Compare side by side' }).click();
      await expect(
        page.getByRole('grid', { name: /^Differing fields of/ }),
      ).toBeVisible();
      await picture(page, 'config-in-force');

      await openMeshTab(page, 'checkout', 'trust');
      await expect(
        page.getByRole('grid', { name: 'Roots by cluster' }),
      ).toBeVisible();
      await picture(page, 'service-trust');
    });

    test('fleet and cluster', async ({ page }) => {
      await page.goto('/mesh-admin');
      await expect(
        page.getByRole('grid', { name: 'Clusters of the fleet' }),
      ).toBeVisible();
      await expect(page.getByText('7 of 7 clusters answering')).toBeVisible({
        timeout: 45_000,
      });
      await picture(page, 'fleet');
      await page.getByText('US East 2').click();
      await expect(
        page.getByRole('grid', {
          name: 'Kinds that are read from this cluster',
        }),
      ).toBeVisible();
      await picture(page, 'cluster');
    });

    test('findings', async ({ page }) => {
      await page.goto('/mesh-admin/findings');
      await expect(
        page.getByRole('heading', { name: /\d+ findings?/ }),
      ).toBeVisible({ timeout: 30_000 });
      await picture(page, 'findings');

      await openMeshTab(page, 'checkout', 'findings');
      await expect(
        page.getByRole('heading', { name: /finding/i }).first(),
      ).toBeVisible();
      await picture(page, 'service-findings');
    });

    test('administration of the fleet', async ({ page }) => {
      for (const [path, grid, name] of [
        ['tenancy', 'Namespaces of tenants by cluster', 'tenancy'],
        ['trust', 'Roots and when they end', 'fleet-trust'],
        ['control-planes', 'Control planes by flow', 'flows'],
        ['drift', 'Objects that drift in mesh prod', 'drift'],
      ]) {
        await page.goto(`/mesh-admin/${path}`);
        await expect(page.getByRole('grid', { name: grid })).toBeVisible({
          timeout: 30_000,
        });
        await picture(page, name);
      }
    });

    test('plan of a template and its operation', async ({ page }) => {
      await page.goto('/create/templates/default/onboard-namespace');
      await page
        .getByRole('textbox', { name: 'Namespace' })
        .fill(`orders-${theme}`);
      await page.getByRole('button', { name: /Owner/ }).click();
      await page.getByRole('option', { name: /shop/i }).click();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('EU West 1', { exact: true }).click();
      await page.getByText('EU West 2', { exact: true }).click();
      await picture(page, 'template-where');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('button', { name: 'Next' }).click();
      await expect(
        page.getByRole('grid', { name: 'Dry run by cluster' }),
      ).toBeVisible();
      await picture(page, 'template-plan');
      await page.getByText('I have read the plan for 2 clusters').click();
      await page.getByRole('button', { name: 'Check the answers' }).click();
      await page.getByRole('button', { name: 'Apply the plan' }).click();
      await page
        .getByRole('link', { name: 'Show what was done' })
        .click({ timeout: 30_000 });
      await expect(
        page.getByRole('grid', { name: 'Objects in eu-west-2' }),
      ).toContainText('Applied');
      await picture(page, 'operation');
    });

    test('what a second person sees', async ({ page, browser }) => {
      test.slow();
      await openTemplate(page, 'drain-cluster');
      await page.getByText('EU West 2', { exact: true }).click();
      await page.getByText('shop/storefront', { exact: true }).click();
      await next(page);
      await choose(page, /Until/, '4 hours');
      await next(page);
      await applyPlan(page);
      await expectState(page, 'Waiting for approval');

      const second = await openAs(browser, 'platform-reviewer', page.url(), {
        theme,
      });
      await expect(second.getByText(/^I have read plan/)).toBeVisible();
      await picture(second, 'approval');
      await second.context().close();
      await act(page, 'Stop');
    });
  });
}
