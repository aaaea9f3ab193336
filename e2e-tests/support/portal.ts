import { expect, Page } from '@playwright/test';

/** Header by which the proxy in front of the portal names the user. */
export const USER_HEADER = 'X-Forwarded-User';

/** Opens the portal as a member of the platform team. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expectSignedIn(page);
}

/** Opens the portal as whom the proxy in front of it names: a user of the catalog. */
export async function signInAs(page: Page, user: string): Promise<void> {
  await page.setExtraHTTPHeaders({ [USER_HEADER]: user });
  await page.goto('/');
  await expectSignedIn(page);
}

async function expectSignedIn(page: Page): Promise<void> {
  await expect(
    page.getByTestId('sidebar-root').getByRole('link', { name: 'Create' }),
  ).toBeVisible();
}

/** Opens the Mesh tab of a component. */
export async function openMeshTab(
  page: Page,
  component: string,
  view?:
    | 'endpoints'
    | 'reachability'
    | 'whatif'
    | 'config'
    | 'control'
    | 'trust'
    | 'findings'
    | 'activity',
  params: Readonly<Record<string, string>> = {},
): Promise<void> {
  const query = new URLSearchParams({ ...(view && { view }), ...params });
  await page.goto(
    `/catalog/default/component/${component}/mesh?${query.toString()}`,
  );
}
