import { expect, Page, test } from '@playwright/test';
import { approve, openAs } from './support/approval';
import { control } from './support/clusters';
import { signIn } from './support/portal';
import { steering, steeringIn } from './support/rules';
import {
  act,
  applyPlan,
  choose,
  expectState,
  next,
  openTemplate,
  undo,
} from './support/templates';

const REVIEWER = 'platform-reviewer';
const LOST = 'us-east-1';

async function planDrain(page: Page): Promise<void> {
  await openTemplate(page, 'drain-cluster');
  await page.getByText('EU West 2', { exact: true }).click();
  await page.getByText('shop/storefront', { exact: true }).click();
  await next(page);
  await choose(page, /Until/, '4 hours');
  await next(page);
  await expect(page.getByText(/it must be taken back by/)).toBeVisible({
    timeout: 30_000,
  });
}

test.describe('J6: draining a cluster', () => {
  test.beforeEach(async ({ page }) => {
    // Two operations of two people, each with its plan.
    test.slow();
    await signIn(page);
  });

  test.afterEach(async () => {
    await control.run(LOST, 'restore', {});
  });

  test('sends calls elsewhere for a time, and brings them back byte for byte', async ({
    page,
    browser,
  }) => {
    const before = await steering('shop');
    await planDrain(page);
    expect(await steering('shop'), 'a plan writes nothing').toEqual(before);

    await applyPlan(page);
    const second = await openAs(browser, REVIEWER, page.url());
    await approve(second);
    await expectState(page, 'Done');
    await expect(page.getByText('Must be taken back by then.')).toBeVisible();
    expect(await steering('shop')).not.toEqual(before);

    await undo(page);
    await second.goto(page.url());
    await approve(second);
    await expectState(page, 'Done');
    expect(await steering('shop'), 'undo restores what was').toEqual(before);
  });

  test('goes on where it was stopped, when a cluster that died is back', async ({
    page,
    browser,
  }) => {
    const before = await steering('shop');
    const beforeHere = await steeringIn('eu-west-1', 'shop');
    const beforeThere = await steeringIn(LOST, 'shop');
    await planDrain(page);
    await applyPlan(page);

    // The other clusters have it before the slow one, which dies then.
    await control.run(LOST, 'slow', { latencyMs: 900 });
    const second = await openAs(browser, REVIEWER, page.url());
    await approve(second);
    await expect
      .poll(() => steeringIn('eu-west-1', 'shop'), { timeout: 30_000 })
      .not.toEqual(beforeHere);
    await control.run(LOST, 'kill', {});
    await expectState(page, 'Partly done');
    await expect(
      page.getByRole('grid', { name: 'Objects in eu-west-1' }),
    ).toContainText('Applied');
    await expect(
      page.getByRole('grid', { name: `Objects in ${LOST}` }),
    ).not.toContainText('Applied');

    await act(page, 'Stop');
    await expect(page.getByText(/Stopped by/)).toBeVisible();
    await control.run(LOST, 'restore', {});
    expect(
      await steeringIn(LOST, 'shop'),
      'what is stopped writes nothing when the cluster is back',
    ).toEqual(beforeThere);

    await act(page, 'Resume');
    await expectState(page, 'Done');
    expect(await steeringIn(LOST, 'shop')).not.toEqual(beforeThere);

    await undo(page);
    await second.goto(page.url());
    await approve(second);
    await expectState(page, 'Done');
    expect(await steering('shop'), 'undo restores what was').toEqual(before);
  });
});
