import { expect, test } from '@playwright/test';
import { openMeshTab, signIn } from './support/portal';
import { steering } from './support/rules';
import {
  applyPlan,
  choose,
  expectState,
  next,
  openTemplate,
  undo,
} from './support/templates';

test.describe('J5: letting a region take over', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
  });

  test('shows who goes where before it writes, writes that, and takes it back', async ({
    page,
  }) => {
    // Two operations, each with its plan.
    test.slow();
    const before = await steering('shop');
    await openTemplate(page, 'locality-failover');
    await choose(page, /Service/, 'shop/storefront');
    await expect(page.getByText(/Ready endpoints now:/)).toBeVisible();
    await next(page);
    await choose(page, /When callers in region/, /eu-west/);
    await choose(page, /lose it, they go to region/, /us-east/);
    await next(page);

    await expect(
      page.getByRole('heading', { name: 'What this means' }),
    ).toBeVisible({ timeout: 30_000 });
    await expect(
      page.getByRole('grid', { name: 'Callers for whom something changes' }),
    ).toContainText(/order of failover/);
    expect(await steering('shop'), 'a plan writes nothing').toEqual(before);

    await applyPlan(page);
    await expectState(page, 'Done');
    expect((await steering('shop')).length).toBeGreaterThan(before.length);

    await undo(page);
    await expectState(page, 'Done');
    expect(await steering('shop'), 'undo leaves what was').toEqual(before);
  });

  test('begins at what a loss would do, with the service and the regions filled in', async ({
    page,
  }) => {
    await openMeshTab(page, 'storefront', 'whatif', { lost: 'place:us-east' });
    await page
      .getByRole('link', { name: 'Plan this failover…' })
      .click({ timeout: 30_000 });

    await expect(page).toHaveURL(
      /\/create\/templates\/default\/locality-failover/,
    );
    await expect(
      page.getByRole('button', { name: /shop\/storefront/ }),
    ).toBeVisible();
    await next(page);
    await expect(
      page.getByRole('button', { name: /us-east.*When callers in region/ }),
    ).toBeVisible();
    await expect(
      page.getByRole('button', { name: /eu-west.*they go to region/ }),
    ).toBeVisible();
  });
});
