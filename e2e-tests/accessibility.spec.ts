import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';
import { signIn } from './support/portal';
import {
  applyPlan,
  expectState,
  next,
  openTemplate,
} from './support/templates';

const ANSWERS = {
  namespace: 'orders-accessible',
  tenant: 'team-shop',
  clusters: ['eu-west-1'],
  revision: 'prod',
  quotaTier: 'small',
  dataplane: 'sidecar',
  calls: [],
  podSecurity: 'baseline',
  networkPolicy: false,
};

/** What is wrong in a part of the page, as axe sees it. The frame around it is Backstage's. */
async function violations(page: Page, part: string) {
  const found = await new AxeBuilder({ page }).include(part).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(`is accessible, ${theme}`, () => {
    test.beforeEach(async ({ page }) => {
      await page.addInitScript(
        chosen => localStorage.setItem('theme', chosen),
        theme,
      );
      await signIn(page);
    });

    test('from the choice of control planes on', async ({ page }) => {
      await openTemplate(page, 'trust-another-root', { certificates: 'none' });
      await next(page);
      await expect(
        page.getByRole('checkbox', { name: /revision edge/ }),
      ).toBeEnabled();
      expect(await violations(page, 'form')).toEqual([]);
    });

    test('from the plan to its operation', async ({ page }) => {
      test.slow();
      await openTemplate(page, 'onboard-namespace', {
        ...ANSWERS,
        namespace: `${ANSWERS.namespace}-${theme}`,
      });
      for (let step = 0; step < 3; step++) await next(page);
      await expect(
        page.getByRole('grid', { name: 'Dry run by cluster' }),
      ).toBeVisible({ timeout: 30_000 });
      expect(await violations(page, 'form')).toEqual([]);

      await applyPlan(page);
      await expectState(page, 'Done');
      expect(await violations(page, 'article')).toEqual([]);
    });

    test('on the views of a service', async ({ page }) => {
      test.slow();
      for (const [view, shown] of [
        ['endpoints', 'Endpoints by cluster and locality'],
        ['reachability', 'How the service is reached, from cluster to cluster'],
        ['control', 'Control planes that own the service, by cluster'],
        ['trust', 'Roots by cluster'],
      ]) {
        await page.goto(
          `/catalog/default/component/checkout/mesh?view=${view}`,
        );
        await expect(page.getByRole('grid', { name: shown })).toBeVisible({
          timeout: 30_000,
        });
        expect(await violations(page, '[role="tabpanel"]'), view).toEqual([]);
      }
    });
  });
}
