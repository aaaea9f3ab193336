import { expect, test } from '@playwright/test';
import { control } from './support/clusters';
import { openMeshTab, signIn, signInAs } from './support/portal';

const LOST = 'eu-west-2';
const REMAINING = ['eu-west-1', 'us-east-1'];

/** Name of a cluster's row; the head of a column names the client cluster. */
function rowOf(cluster: string): RegExp {
  return new RegExp(`^(Show|Hide) ${cluster}`);
}

test.describe('a service that runs in three clusters', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
  });

  test.afterEach(async () => {
    await control.run(LOST, 'restore', {});
  });

  test('shows its endpoints on the overview', async ({ page }) => {
    await page.goto('/catalog/default/component/checkout');
    const table = page.getByRole('grid', { name: 'Clusters of the service' });
    for (const cluster of [LOST, ...REMAINING]) {
      await expect(table.getByRole('row', { name: cluster })).toBeVisible();
    }
    await page.getByRole('link', { name: 'Open Mesh tab' }).click();
    await expect(page).toHaveURL(/\/checkout\/mesh/);
  });

  test('says on the overview how it stands, and where to read why', async ({
    page,
  }) => {
    await page.goto('/catalog/default/component/checkout');
    const text = (term: string) =>
      page
        .getByRole('term')
        .filter({ hasText: term })
        .locator('xpath=following-sibling::dd[1]');
    await expect(text('Reachable')).toContainText(
      'From 3 of 4 client clusters, not from us-east-2',
    );
    await expect(text('Failover')).toContainText(
      'Weak for callers in eu-west-2',
    );
    await expect(text('Trust')).toContainText(/1 root, ends .+ \([\d,]+ d\)/);

    await control.run(LOST, 'kill', {});
    // Nobody knows any more what proxies are told of the lost cluster, wherever they are.
    await expect(text('Reachable')).toContainText(
      'Unknown from all 4 client clusters',
      { timeout: 45_000 },
    );
    await expect(text('Failover')).toContainText('Unknown for callers in');

    await page.getByRole('link', { name: 'Reachable' }).click();
    await expect(page).toHaveURL(/\/checkout\/mesh\?.*view=reachability/);
  });

  test('offers the templates about it to who may use them', async ({
    page,
  }) => {
    await openMeshTab(page, 'checkout');
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page
      .getByRole('menuitem', { name: 'Let another team call a service' })
      .click();
    await expect(page).toHaveURL(/\/create\/templates\/default\/grant-access/);
    await expect(
      page.getByRole('button', { name: /payments\/checkout/ }),
    ).toBeVisible();
  });

  test('offers a team no template that is the platform’s', async ({ page }) => {
    await signInAs(page, 'payments-developer');
    await openMeshTab(page, 'checkout');
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await expect(
      page.getByRole('menuitem', { name: 'Let a region take over' }),
    ).toBeVisible();
    await expect(
      page.getByRole('menuitem', { name: 'Drain a cluster' }),
    ).toBeHidden();
  });

  test('fits a narrow page, whose views scroll by themselves', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 400, height: 800 });
    for (const [view, shown] of [
      ['endpoints', 'Endpoints by cluster and locality'],
      ['whatif', 'Where calls go today and after the loss'],
    ] as const) {
      await openMeshTab(page, 'checkout', view);
      await expect(page.getByRole('grid', { name: shown })).toBeVisible({
        timeout: 30_000,
      });
      const width = await page.evaluate(
        () => document.documentElement.scrollWidth,
      );
      expect(width, view).toBeLessThanOrEqual(400);
    }
  });

  test('saves what a view is drawn from', async ({ page }) => {
    await openMeshTab(page, 'checkout', 'trust');
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Download as JSON' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('checkout.payments-trust.json');
  });

  test('keeps what is known of a cluster that dies, and the rest stays', async ({
    page,
  }) => {
    await openMeshTab(page, 'checkout');
    const table = page.getByRole('grid', {
      name: 'Endpoints by cluster and locality',
    });
    for (const cluster of [LOST, ...REMAINING]) {
      await expect(
        table.getByRole('row', { name: rowOf(cluster) }),
      ).toContainText('net-');
    }
    await expect(page.getByText('7 of 8 endpoints ready')).toBeVisible();

    await control.run(LOST, 'kill', {});
    const lost = table.getByRole('row', { name: rowOf(LOST) });
    await expect(lost).toContainText(/stale/i, { timeout: 45_000 });
    await expect(lost).toContainText('2/3*');
    await expect(page.getByText(/7 of \? endpoints ready/)).toBeVisible();
    await expect(page.getByText('6 of 7 clusters answering')).toBeVisible();
    for (const cluster of REMAINING) {
      const row = table.getByRole('row', { name: rowOf(cluster) });
      await expect(row).toBeVisible();
      await expect(row).not.toContainText(/stale/i);
    }

    await control.run(LOST, 'restore', {});
    await expect(lost).not.toContainText(/stale/i, { timeout: 45_000 });
    // The number is certain when the last of the kinds is back, which pauses for up to 30 seconds.
    await expect(page.getByText('7 of 8 endpoints ready')).toBeVisible({
      timeout: 45_000,
    });
  });

  test('names the control plane that owns it in each cluster', async ({
    page,
  }) => {
    await openMeshTab(page, 'checkout', 'control');
    const table = page.getByRole('grid', {
      name: 'Control planes that own the service, by cluster',
    });
    await expect(table.getByRole('row', { name: 'eu-west-1' })).toContainText(
      'by tag prod',
    );
    await expect(table.getByRole('row', { name: 'us-east-1' })).toContainText(
      '1.31.1',
    );
  });

  test('shows pods that wait for a restart to change their owner', async ({
    page,
  }) => {
    await openMeshTab(page, 'query', 'control');
    await expect(page.getByText(/waits? for a restart/).first()).toBeVisible();
  });
});
