import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { apiServer } from './support/clusters';
import { signIn } from './support/portal';

test.describe('the mesh administration', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
  });

  test('shows whose each namespace is, and which two teams claim', async ({
    page,
  }) => {
    await page.goto('/mesh-admin/tenancy?filter=reporting');
    const matrix = page.getByRole('grid', {
      name: 'Namespaces of tenants by cluster',
    });
    await expect(
      matrix.getByText('also claimed by team-payments'),
    ).toBeVisible();
    await expect(matrix.getByText('also claimed by team-data')).toBeVisible();
    await expect(
      matrix.getByRole('gridcell', { name: /^reporting, us-east-1, / }).first(),
    ).toBeVisible();
    await expect(
      matrix
        .getByRole('gridcell', { name: 'reporting, partner-1, No access' })
        .first(),
    ).toBeVisible();

    await matrix
      .getByRole('gridcell', { name: /^reporting, us-east-1, / })
      .first()
      .click();
    await expect(page).toHaveURL(/cell=reporting%40us-east-1/);
    const sheet = page.getByRole('dialog', {
      name: 'Namespace reporting in us-east-1',
    });
    const namespace = await apiServer('us-east-1').get({
      apiVersion: 'v1',
      kind: 'Namespace',
      name: 'reporting',
    });
    const tenant = namespace?.metadata.labels?.['meshwise.io/tenant'];
    await expect(
      sheet.getByText(`meshwise.io/tenant: ${tenant}`),
    ).toBeVisible();
    await expect(sheet.getByText('reporting/api').first()).toBeVisible();
  });

  test('walks the tenants with arrow keys only', async ({ page }) => {
    await page.goto('/mesh-admin/tenancy?tenant=team-payments');
    const head = page.getByRole('rowheader', { name: /team-payments/ });
    await head.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect(
      page.getByRole('gridcell', { name: /^billing-classic, edge-1, / }),
    ).toBeFocused();
  });

  test('shows roots with their end, and trust in both directions', async ({
    page,
  }) => {
    await page.goto('/mesh-admin/trust?cell=eu-west-1%3Eedge-1');
    const roots = page.getByRole('grid', { name: 'Roots and when they end' });
    const edge = roots.getByRole('row', { name: /Edge Mesh Root CA/ });
    await expect(edge).toContainText(/\((19|20) d\)/);
    await expect(edge).toContainText('2 clusters');
    const matrix = page.getByRole('grid', {
      name: 'Who accepts the certificates of whom',
    });
    await expect(
      matrix.getByRole('button', {
        name: 'eu-west-1 accepts certificates of us-east-1: Trusted',
      }),
    ).toBeVisible();
    await expect(
      page.getByText('The two sides have no root in common.'),
    ).toBeVisible();
    await expect(
      page.getByText('Rotation of the root of mesh prod'),
    ).toBeVisible();
  });

  test('shows each flow with its standby and what is missing', async ({
    page,
  }) => {
    await page.goto('/mesh-admin/control-planes?flow=ingress');
    const flows = page.getByRole('grid', { name: 'Control planes by flow' });
    const legacy = flows.getByRole('row', { name: /ocp-legacy/ });
    await expect(legacy).toContainText('rev ingress-blue, 2.5.2, 2/2 ready');
    await expect(legacy).toContainText(
      'Equal: version, mesh config, roots and source of configuration',
    );
    const planes = page.getByRole('grid', {
      name: 'Control planes and their proxies',
    });
    await expect(planes.getByRole('row', { name: /^us-east-1/ })).toContainText(
      'remote us-east-2',
    );
    await expect(page.getByText(/assumed: nobody tells/).first()).toBeVisible();
  });

  test('shows what another version changes, and because of what', async ({
    page,
  }) => {
    await page.goto(
      '/mesh-admin/control-planes?upgrade=eu-west-1%2Fistio-system%2Fistiod-1-29-2&to=1.31',
    );
    const table = page.getByRole('grid', { name: 'Another version' });
    await expect(table).toContainText('checkout.payments.svc.cluster.local');
    await expect(table).toContainText('Unready endpoints are sent');
  });

  test('shows what drifts, who reads it, and where it could not look', async ({
    page,
  }) => {
    await page.goto('/mesh-admin/drift');
    const objects = page.getByRole('grid', {
      name: 'Objects that drift in mesh prod',
    });
    const checkout = objects.getByRole('row', { name: /payments\/checkout/ });
    await expect(checkout).toContainText('differs between clusters');
    await expect(checkout).toContainText('spec.trafficPolicy.outlierDetection');
    await expect(checkout).toContainText(
      'callers in eu-west-1, us-east-1, us-east-2 read variant 1',
    );
    await expect(
      page.getByText(/Not fully checked: .*partner-1/),
    ).toBeVisible();
    await expect(
      page
        .getByRole('grid', {
          name: 'Services whose copies do not fit together',
        })
        .getByRole('row', { name: 'reporting/api' })
        .first(),
    ).toBeVisible();
  });

  test('shows how clusters get to each other', async ({ page }) => {
    await page.goto('/mesh-admin/fleet');
    const ways = page.getByRole('grid', {
      name: 'How clusters get to each other',
    });
    for (const name of [
      'eu-west-1 to eu-west-2: direct',
      'eu-west-1 to us-east-1: gateway, net-eu → net-us',
      'us-east-1 to us-east-2: unreachable, net-us → net-us-2',
      'eu-west-1 to edge-1: other mesh',
      'eu-west-1 to partner-1: unknown',
    ])
      await expect(ways.getByRole('gridcell', { name })).toBeVisible();
    await expect(
      page
        .getByRole('grid', { name: 'East-west gateways' })
        .getByRole('row', { name: /us-east-1/ }),
    ).toContainText('203.0.113.30:15443');
  });

  for (const tab of ['control-planes', 'tenancy', 'trust', 'drift']) {
    test(`is accessible: ${tab}`, async ({ page }) => {
      await page.goto(`/mesh-admin/${tab}`);
      await expect(page.getByRole('grid').first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page })
        .include('[role="grid"]')
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
      ).toEqual([]);
    });
  }
});
