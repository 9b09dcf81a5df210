/** The first start with the real service: from nothing to protected. */
import { expect, test, type Page } from '@playwright/test';
import { complaints, look } from './look';

const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. PageE2E runs this test and sets it.`);
  return value;
};
const address = needed('MOWS_ADDRESS');
const link = needed('MOWS_LINK');
const data = needed('MOWS_DATA');
const place = needed('MOWS_PLACE');

test('from first start to an app that is protected', async ({ page }) => {
  const heard = complaints(page);

  await test.step('without the link nobody gets in', async () => {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Open the link/);
    await look(page, '01-login');
    // The answer 401 is what this screen is for; the browser reports it as an error.
    heard.length = 0;
  });

  await test.step('choose what to protect', async () => {
    await page.goto(link);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/What should survive/);
    expect(page.url()).not.toContain('login=');
    await page.getByRole('button', { name: 'Add a directory' }).click();
    await walk(page, data);
    await look(page, '02-picker');
    await page.getByRole('button', { name: 'Take this directory' }).click();
    await page.getByRole('textbox', { name: `Name for ${data}` }).fill('family');
    await look(page, '03-what');
    await page.getByRole('button', { name: 'Continue' }).click();
  });

  await test.step('choose where to', async () => {
    const directory = page.getByRole('textbox', { name: 'Directory' });
    await directory.fill('/proc/nowhere/at-all');
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await look(page, '04-where-refused');
    await directory.fill(place);
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByText('This place works.')).toBeVisible();
    await look(page, '05-where');
    await page.getByRole('button', { name: 'Use this place' }).click();
  });

  await test.step('type three words back', async () => {
    const list = page.getByRole('list', { name: 'These twelve words open everything' });
    await expect(list.getByRole('listitem')).toHaveCount(12);
    const words = await list.getByRole('listitem').allTextContents();
    await look(page, '06-words');
    // Whoever loads the page again before the words are confirmed still sees them.
    await page.reload();
    await expect(list.getByRole('listitem')).toHaveText(words);
    await page.getByRole('button', { name: 'I have written them down' }).click();

    const fields = page.getByRole('textbox', { name: /^Word \d+$/ });
    await expect(fields).toHaveCount(3);
    for (const field of await fields.all()) await field.fill('wrong');
    await page.getByRole('button', { name: 'Begin the first backup' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await look(page, '07-words-wrong');
    heard.length = 0;
    for (const field of await fields.all()) {
      const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? '');
      await field.fill(words[Number(label.replace(/\D/g, '')) - 1]!);
    }
    await page.getByRole('button', { name: 'Begin the first backup' }).click();
  });

  await test.step('the first backup ends in a restore point', async () => {
    await expect(page.getByRole('link', { name: 'Today' })).toBeVisible();
    await expect(page.getByRole('link', { name: /family/ })).toBeVisible();
    await look(page, '08-today-first');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Everything here could be restored/, { timeout: 120_000 });
    await look(page, '09-today');
    await page.getByRole('link', { name: 'Apps', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Apps' })).toBeVisible();
    await look(page, '10-apps');
  });

  expect(heard).toEqual([]);
});

/** Through the directory picker, from the root to a path. */
async function walk(page: Page, path: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const name of path.split('/').filter(Boolean)) {
    await dialog.getByRole('row', { name, exact: true }).click();
  }
  await expect(dialog.getByText(path, { exact: true })).toBeVisible();
}
