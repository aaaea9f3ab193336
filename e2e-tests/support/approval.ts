import { Browser, expect, Page } from '@playwright/test';
import { signInAs } from './portal';

/** Signs in as somebody else beside whoever uses the page, at the same address. */
export async function openAs(
  browser: Browser,
  user: string,
  url: string,
  { theme = 'light' }: { readonly theme?: 'light' | 'dark' } = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.addInitScript(
    chosen => localStorage.setItem('theme', chosen),
    theme,
  );
  await signInAs(page, user);
  await page.goto(url);
  return page;
}

/** Agrees to the operation on the page, having read its plan. */
export async function approve(page: Page): Promise<void> {
  await page.getByText(/^I have read plan [0-9a-f]{12}/).click();
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Approve' })
    .click();
  await expect(page.getByRole('dialog')).toBeHidden();
}
