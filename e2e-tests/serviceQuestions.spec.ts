import { expect, test } from '@playwright/test';
import { control } from './support/clusters';
import { openMeshTab, signIn } from './support/portal';

const SILENT = 'eu-west-2';

test.describe('how a service is reached, and what if', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
  });

  test.afterEach(async () => {
    await control.run(SILENT, 'restore', {});
  });

  test('shows from where checkout is reached, and why not from elsewhere', async ({
    page,
  }) => {
    await openMeshTab(page, 'checkout', 'reachability');
    const matrix = page.getByRole('grid', {
      name: 'How the service is reached, from cluster to cluster',
    });
    await expect(
      matrix.getByRole('gridcell', {
        name: /^eu-west-1 to eu-west-1: direct · 100%/,
      }),
    ).toBeVisible();
    await expect(
      matrix.getByRole('gridcell', {
        name: /^eu-west-1 to us-east-1: gateway, standby/,
      }),
    ).toBeVisible();
    await expect(
      page.getByText(/Computed from configuration, not measured/),
    ).toBeVisible();

    // With the keyboard only: into the matrix, to a cell, and open it.
    await matrix
      .getByRole('gridcell', { name: /^ocp-legacy to eu-west-1: none/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/client=ocp-legacy/);
    await expect(
      page.getByRole('heading', { name: 'ocp-legacy to eu-west-1' }),
    ).toBeVisible();
    await expect(page.getByText(/^Check \d+[ab]?:/)).toBeVisible();
    await expect(page.locator('[data-check]')).toHaveCount(34);
  });

  test('a workload that policies keep out is told which one', async ({
    page,
  }) => {
    await openMeshTab(page, 'checkout', 'reachability', {
      client: 'eu-west-1',
      from: 'data/events',
      to: 'eu-west-1',
    });
    await expect(
      page.getByText(
        'eu-west-1 data/events is not served by the endpoints in eu-west-1.',
      ),
    ).toBeVisible();
    await expect(
      page.locator('[data-check="31"][data-status="fail"]'),
    ).toContainText('AuthorizationPolicy payments/checkout-callers');
  });

  test('answers what if in the browser, loss by loss', async ({ page }) => {
    await openMeshTab(page, 'checkout', 'whatif');
    const table = page.getByRole('grid', {
      name: 'Where calls go today and after the loss',
    });
    const rowOf = (cluster: RegExp) =>
      table
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: cluster }) });
    const local = rowOf(/^eu-west-2/).first();
    await expect(local).toContainText('eu-west-2 100%');

    // From here on nothing has to be asked of the server.
    await page.route('**/api/mesh/**', route => route.abort());
    await page
      .getByRole('group', { name: 'Cluster' })
      .getByRole('checkbox', { name: 'eu-west-1' })
      .focus();
    await page.keyboard.press('Space');
    await expect(page).toHaveURL(/lost=eu-west-1/);
    await expect(page.locator('[data-verdict]')).toHaveAttribute(
      'data-verdict',
      'degraded',
    );
    await expect(local).toContainText('survives');
    await expect(rowOf(/^eu-west-1/).first()).toContainText(
      'The clients are in the lost part.',
    );

    await page.getByRole('radio', { name: 'At once' }).click();
    await expect(page).toHaveURL(/phase=t0/);
    await expect(
      rowOf(/^us-east-1/).filter({ hasText: 'fail)' }),
    ).not.toHaveCount(0);
  });

  test('says what it does not know when a cluster is silent', async ({
    page,
  }) => {
    await control.run(SILENT, 'kill', {});
    await openMeshTab(page, 'checkout', 'whatif', { lost: 'us-east-1' });
    const verdict = page.locator('[data-verdict]');
    await expect(verdict).toHaveAttribute('data-verdict', 'unknown', {
      timeout: 45_000,
    });
    await expect(verdict).toContainText(`Not fully seen: ${SILENT}`);
  });
});
