import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { control } from './support/clusters';
import { signIn } from './support/portal';

test.describe('the fleet', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
    await page.goto('/mesh-admin');
  });

  test('shows every deployment model at once', async ({ page }) => {
    const table = page.getByRole('grid', { name: 'Clusters of the fleet' });
    for (const [cluster, model] of [
      ['EU West 1', 'Primary'],
      ['US East 1', 'Primary, serves remotes'],
      ['US East 2', 'Remote of us-east-1'],
      ['Management 1', 'Hosts the control plane of edge-1'],
      ['Edge 1', 'Control plane runs in mgmt-1'],
      ['Partner 1', 'Needs your sign-in'],
    ]) {
      await expect(
        table.getByRole('row', { name: new RegExp(cluster) }),
      ).toContainText(model);
    }
    await expect(
      page.getByText(
        '8 clusters, ≥ 5 networks, ≥ 11 control planes, ≥ 3 meshes',
      ),
    ).toBeVisible();
  });

  test('names the kind that may not be read, and reads the others', async ({
    page,
  }) => {
    await control.run('us-east-1', 'forbid', { resource: 'destinationrules' });
    try {
      await page.getByText('US East 1').click();
      const kinds = page.getByRole('grid', {
        name: 'Kinds that are read from this cluster',
      });
      // Rights are checked when a watch starts: the lab ends the open ones.
      await expect(
        kinds.getByRole('row', { name: 'DestinationRule' }),
      ).toContainText('Reading not allowed', { timeout: 45_000 });
      await expect(
        kinds.getByRole('row', { name: 'VirtualService' }),
      ).toContainText('In sync');
    } finally {
      await control.run('us-east-1', 'restore', {});
    }
  });

  test('shows the object that cannot be read', async ({ page }) => {
    await page.getByText('US East 2').click();
    const meshConfig = page
      .getByRole('grid', { name: 'Kinds that are read from this cluster' })
      .getByRole('row', { name: 'MeshConfig' });
    await expect(meshConfig).toContainText('1 object could not be read');
    await expect(meshConfig).toContainText('istio-system/istio');
  });

  test('is accessible', async ({ page }) => {
    await expect(
      page.getByRole('grid', { name: 'Clusters of the fleet' }),
    ).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .include('[role="grid"]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.length}`)).toEqual(
      [],
    );
  });
});
