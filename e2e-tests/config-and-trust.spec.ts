import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';
import { openMeshTab, signIn } from './support/portal';

test.describe('configuration in force', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
  });

  test('names the winner for each control plane by its own version', async ({
    page,
  }) => {
    await openMeshTab(page, 'checkout', 'config');
    const callers = page
      .getByRole('grid', { name: 'What decides for callers in eu-west-2' })
      .first();
    await expect(
      callers.getByRole('row', { name: 'Load balancing and failover' }),
    ).toContainText('DestinationRule payments/checkout');
    await expect(
      callers.getByRole('row', { name: 'Load balancing and failover' }),
    ).toContainText('differs in 1 of 3');
    await expect(
      page.getByText('answered by the rules of Istio 1.29').first(),
    ).toBeVisible();
    await expect(
      page.getByText('answered by the rules of Istio 1.31').first(),
    ).toBeVisible();
    await expect(
      page.getByText(/^Assumed: nobody tells which clusters/).first(),
    ).toBeVisible();
    await expect(
      page
        .getByRole('grid', { name: 'What guards pods in us-east-1' })
        .getByRole('row', { name: 'Who may call' }),
    ).toContainText('payments/default-deny');
    await isAccessible(page);
  });

  test('compares the copies that drift, also under an address of its own', async ({
    page,
  }) => {
    await openMeshTab(page, 'checkout', 'config');
    await page.getByRole('button', { name: 'Compare side by side' }).click();
    const fields = page.getByRole('grid', {
      name: 'Differing fields of DestinationRule payments/checkout',
    });
    const ejection = fields.getByRole('row', {
      name: 'spec.trafficPolicy.outlierDetection',
    });
    await expect(ejection).toContainText('maxEjectionPercent: 100');
    await expect(ejection).toContainText(/maxEjectionPercent: 10(?!0)/);
    await expect(page).toHaveURL(/drift=DestinationRule/);
    await page.reload();
    await expect(fields).toBeVisible();
  });

  test('finds the object that nobody reads', async ({ page }) => {
    await openMeshTab(page, 'reviews', 'config');
    await expect(
      page.getByRole('region', { name: 'Without any effect' }),
    ).toContainText(
      'Nobody reads configuration from us-east-2; its control plane reads us-east-1.',
    );
  });
});

test.describe('trust', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
  });

  test('says who the service is, and whom it lets in by which policy', async ({
    page,
  }) => {
    await openMeshTab(page, 'checkout', 'trust');
    await expect(
      page.getByRole('grid', { name: 'Identities of the service by cluster' }),
    ).toContainText('spiffe://prod.example.com/ns/payments/sa/checkout');
    await expect(
      page
        .getByRole('grid', { name: 'Mode of mutual TLS by cluster and port' })
        .getByRole('row', { name: 'eu-west-1' }),
    ).toContainText('STRICT');
    const access = page.getByRole('grid', {
      name: 'Who may call the service, by namespace and cluster',
    });
    const own = access.getByRole('row', { name: 'payments' }).first();
    await expect(own).toContainText('own namespace');
    await expect(own).toContainText('Allowed');
    const search = access.getByRole('row', { name: 'search' });
    await expect(search).toContainText('Denied');
    await expect(search).toContainText('payments/default-deny');
    await isAccessible(page);
  });

  test('shows the root that ends soon, and that the other mesh is not trusted', async ({
    page,
  }) => {
    await openMeshTab(page, 'image-proxy', 'trust');
    const roots = page.getByRole('grid', { name: 'Roots by cluster' });
    const edge = roots.getByRole('row', { name: 'Edge Mesh Root CA' });
    await expect(edge).toContainText(/expires .*\((19|20) d\)/);
    await expect(edge.locator('time [data-state="down"]')).toBeVisible();
    await expect(roots).not.toContainText('Prod Mesh Root CA');
  });

  test('explains one direction of trust by the keyboard', async ({ page }) => {
    await openMeshTab(page, 'checkout', 'trust');
    const matrix = page.getByRole('grid', {
      name: 'Who accepts the certificates of whom',
    });
    await matrix.getByRole('row', { name: 'eu-west-1' }).last().focus();
    for (const column of ['name', 'eu-west-1', 'eu-west-2', 'us-east-1'])
      await test.step(`to ${column}`, () => page.keyboard.press('ArrowRight'));
    await page.keyboard.press('Enter');
    await expect(
      page.getByRole('status', {
        name: 'eu-west-1 accepts certificates of us-east-1',
      }),
    ).toContainText('Every root of one side is a root of the other.');
    await expect(page).toHaveURL(/cell=eu-west-1/);
  });
});

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .include('[role="tabpanel"]')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual(
    [],
  );
}
