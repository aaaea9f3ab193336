import { expect, test } from '@playwright/test';
import { apiServer } from './support/clusters';
import { signIn } from './support/portal';
import {
  applyPlan,
  choose,
  expectState,
  next,
  openTemplate,
  undo,
} from './support/templates';

const CLUSTERS = ['eu-west-1', 'eu-west-2', 'us-east-1'];

/** Names of the rules of Meshwise about a service, by cluster, as the API servers have them. */
async function rules(namespace: string): Promise<readonly string[]> {
  const found = await Promise.all(
    CLUSTERS.map(async cluster => {
      const objects = await apiServer(cluster).list({
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        namespace,
      });
      return objects
        .filter(({ metadata }) => metadata.name.startsWith('meshwise-'))
        .map(({ metadata }) => `${cluster}/${metadata.name}`);
    }),
  );
  return found.flat().sort();
}

test.describe('J5: letting a region take over', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
  });

  test('shows who goes where before it writes, writes that, and takes it back', async ({
    page,
  }) => {
    // Two operations, each with its plan.
    test.slow();
    const before = await rules('shop');
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
    expect(await rules('shop'), 'a plan writes nothing').toEqual(before);

    await applyPlan(page);
    await expectState(page, 'Done');
    expect((await rules('shop')).length).toBeGreaterThan(before.length);

    await undo(page);
    await expectState(page, 'Done');
    expect(await rules('shop'), 'undo leaves what was').toEqual(before);
  });
});
