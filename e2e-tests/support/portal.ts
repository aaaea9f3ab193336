import { expect, Page } from '@playwright/test';

/** Opens the portal as a member of the platform team. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page.getByRole('link', { name: 'Create' })).toBeVisible();
}

/** Opens the Mesh tab of a component. */
export async function openMeshTab(
  page: Page,
  component: string,
  view?: 'endpoints' | 'control' | 'findings',
): Promise<void> {
  const query = view ? `?view=${view}` : '';
  await page.goto(`/catalog/default/component/${component}/mesh${query}`);
}
