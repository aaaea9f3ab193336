import { expect, Page } from '@playwright/test';

/** Opens the portal as a member of the platform team. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
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
    | 'findings',
  params: Readonly<Record<string, string>> = {},
): Promise<void> {
  const query = new URLSearchParams({ ...(view && { view }), ...params });
  await page.goto(
    `/catalog/default/component/${component}/mesh?${query.toString()}`,
  );
}
