import { expect, Page } from '@playwright/test';

/** Opens a template's form, with answers that are filled in already. */
export async function openTemplate(
  page: Page,
  name: string,
  answers: object = {},
): Promise<void> {
  const query = new URLSearchParams({ formData: JSON.stringify(answers) });
  await page.goto(`/create/templates/default/${name}?${query}`);
}

/** Goes to the next page of a form. */
export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next', exact: true }).click();
}

/** Chooses an option of a list by its label. */
export async function choose(
  page: Page,
  label: RegExp,
  option: RegExp | string,
): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).first().click();
}

/** Waits for a plan, agrees to it, and hands it in. Leads to the page of the operation. */
export async function applyPlan(
  page: Page,
  button = 'Apply the plan',
): Promise<void> {
  await page.getByText(/^I have read the plan for \d+ clusters?/).click();
  await page.getByRole('button', { name: 'Check the answers' }).click();
  await page.getByRole('button', { name: button }).click();
  await page
    .getByRole('link', { name: 'Show what was done' })
    .click({ timeout: 60_000 });
  await expect(page).toHaveURL(/\/mesh-admin\/operations\/[^/]+$/);
}

/** Does something about the operation on the page that has no plan of its own, having read what it means. */
export async function act(page: Page, verb: 'Resume' | 'Stop'): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Takes the operation on the page back, through the plan of its undo. Leads to the page of that operation. */
export async function undo(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Undo…' }).click();
  await page.getByText(/^I have read the plan for \d+ clusters?/).click();
  await page.getByRole('button', { name: /^Undo in \d+ clusters?/ }).click();
  await expect(page).not.toHaveURL(/\/undo$/);
  await expect(page).toHaveURL(/\/mesh-admin\/operations\/[^/]+$/);
}

/** Waits until the operation on the page has reached a state, by its word. */
export async function expectState(page: Page, word: string): Promise<void> {
  await expect(page.getByRole('status').first()).toContainText(word, {
    timeout: 60_000,
  });
}
