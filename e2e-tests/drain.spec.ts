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

async function steering(namespace: string): Promise<readonly string[]> {
  const found = await Promise.all(
    CLUSTERS.flatMap(cluster =>
      ['DestinationRule', 'VirtualService'].map(async kind => {
        const objects = await apiServer(cluster).list({
          apiVersion: 'networking.istio.io/v1',
          kind,
          namespace,
        });
        return objects.map(({ metadata, spec }) =>
          [cluster, kind, metadata.name, JSON.stringify(spec)].join(' '),
        );
      }),
    ),
  );
  return found.flat().sort();
}

test.describe('J6: draining a cluster', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
  });

  test('sends calls elsewhere for a time, and brings them back byte for byte', async ({
    page,
  }) => {
    // Two operations, each with its plan.
    test.slow();
    const before = await steering('shop');
    await openTemplate(page, 'drain-cluster');
    await page.getByText('EU West 2', { exact: true }).click();
    await page.getByText('shop/storefront', { exact: true }).click();
    await next(page);
    await choose(page, /Until/, '4 hours');
    await next(page);

    await expect(page.getByText(/it must be taken back by/)).toBeVisible({
      timeout: 30_000,
    });
    expect(await steering('shop'), 'a plan writes nothing').toEqual(before);

    await applyPlan(page);
    await expectState(page, 'Done');
    await expect(page.getByText('Must be taken back by then.')).toBeVisible();
    expect(await steering('shop')).not.toEqual(before);

    await undo(page);
    await expectState(page, 'Done');
    expect(await steering('shop'), 'undo restores what was').toEqual(before);
  });
});
