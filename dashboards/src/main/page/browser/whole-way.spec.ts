/** The whole way with the real service: from nothing to protected, look into a restore point, and bring a changed file back. */
import { expect, test, type Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaints, look, print } from './look';
import { needed } from './needed';

const address = needed('MOWS_ADDRESS');
const link = needed('MOWS_LINK');
const data = needed('MOWS_DATA');
const place = needed('MOWS_PLACE');

const letter = join(data, 'letters', 'to [grandma] & co.txt');
const original = readFileSync(letter);

test('from first start to a file that is put back', async ({ page }) => {
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
    await print(page, '06-sheet');
    writeFileSync(needed('MOWS_WORDS'), words.join(' '));
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
    await page.getByRole('link', { name: /family/ }).click();
    await expect(points(page)).toHaveCount(1);
    await look(page, '11-app');
  });

  await test.step('a backup by hand shows its progress', async () => {
    writeFileSync(join(data, 'large.bin'), randomBytes(64 << 20));
    // Watched from before, so that no progress is too quick to be seen.
    const progress = page.waitForSelector('[role=progressbar]');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await progress;
    await page.screenshot({ path: join(needed('MOWS_PICTURES'), `12-app-running-${needed('MOWS_WIDTH')}.png`), fullPage: true });
    await expect(points(page)).toHaveCount(2, { timeout: 120_000 });
  });

  await test.step('look into the restore point and download a file', async () => {
    await points(page).first().click();
    // It is all there is, so it is what one sees first.
    await expect(page.getByRole('navigation', { name: 'Where you are' }).locator('[aria-current]')).toHaveText('family');
    await expect(page.getByRole('row', { name: /large\.bin/ })).toBeVisible();
    await look(page, '13-files');
    await openDirectory(page, 'letters');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download to [grandma] & co.txt' }).click();
    expect(readFileSync(await (await download).path())).toEqual(original);
  });

  await test.step('put a changed file back', async () => {
    writeFileSync(letter, 'Scribbled over.\n');
    await page.getByRole('row', { name: /to \[grandma\]/ }).locator('.box').click();
    await look(page, '14-files-chosen');
    await page.getByRole('button', { name: 'Put back' }).click();
    await expect(page.getByRole('radio', { name: /Where it was/ })).toBeChecked();
    await look(page, '15-restore-where');
    await page.getByRole('button', { name: 'See what will happen' }).click();
    const replace = page.getByRole('button', { name: /Replace 1 file with/ });
    await expect(replace).toBeVisible();
    expect(readFileSync(letter, 'utf8'), 'a plan changes nothing').toBe('Scribbled over.\n');
    await look(page, '16-restore-plan');
    await replace.click();
    await expect(page.getByText('The files are back where they were.')).toBeVisible();
    expect(readFileSync(letter)).toEqual(original);
    await look(page, '17-restored');
  });

  await test.step('what was replaced is in a restore point of its own', async () => {
    await page.getByRole('link', { name: 'See what was replaced' }).click();
    const names = [...data.split('/').filter(Boolean), 'letters'];
    for (const name of names) await openDirectory(page, name);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download to [grandma] & co.txt' }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toBe('Scribbled over.\n');
  });

  await test.step('everything is in the activity, in German too', async () => {
    await page.getByRole('link', { name: 'Activity' }).click();
    await expect(page.getByRole('link', { name: /Restore of family/ })).toBeVisible();
    await look(page, '18-activity');
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await expect(page.getByRole('link', { name: /Wiederherstellung von family/ })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await page.getByRole('link', { name: 'Heute' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Alles hier lässt sich wiederherstellen/);
    await look(page, '19-today-german');
  });

  expect(heard).toEqual([]);
});

/** The restore points of the app whose page is open. */
function points(page: Page) {
  return page.getByRole('region', { name: 'Restore points' }).getByRole('link');
}

/** Opens a directory in the list of files, with the keyboard as well as any. */
async function openDirectory(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Open ${name}`, exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Where you are' }).locator('[aria-current]')).toHaveText(name);
}

/** Through the directory picker, from the root to a path. */
async function walk(page: Page, path: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const name of path.split('/').filter(Boolean)) {
    await dialog.getByRole('row', { name, exact: true }).click();
  }
  await expect(dialog.getByText(path, { exact: true })).toBeVisible();
}
