import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

test.describe('the portal', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Enter' }).click();
  });

  test('shows the services of the own team after sign-in', async ({ page }) => {
    await expect(
      page.getByRole('heading', { name: 'Meshwise Catalog' }),
    ).toBeVisible();
    await expect(page.getByRole('link', { name: 'notifier' })).toBeVisible();
  });

  test('contacts nothing but itself', async ({ page }) => {
    const foreign: string[] = [];
    page.on('request', request => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol !== 'data:' && protocol !== 'blob:') {
        if (hostname !== 'localhost') foreign.push(request.url());
      }
    });
    for (const path of ['/', '/mesh-admin', '/create', '/settings']) {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
    }
    expect(foreign).toEqual([]);
  });

  test('has an accessible sidebar', async ({ page }) => {
    await expect(
      page.getByRole('link', { name: 'Catalog', exact: true }).first(),
    ).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .include('nav')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.length}`)).toEqual(
      [],
    );
  });
});
