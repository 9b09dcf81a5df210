/** What a newcomer does: a directory and a database protected in a few minutes, and a file back in three clicks. */
import { expect, test } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaints, look } from './look';
import { needed } from './needed';

const data = needed('MOWS_DATA');
const minutesMax = 2;

test('a newcomer protects a directory and a database', async ({ page }) => {
  const heard = complaints(page);
  const began = Date.now();
  let looked = 0;
  /** Pictures are no part of what a newcomer does. */
  const see = async (name: string) => {
    const before = Date.now();
    await look(page, name);
    looked += Date.now() - before;
  };

  await test.step('protect both', async () => {
    await page.goto(needed('MOWS_LINK'));
    await page.getByRole('button', { name: 'Add a directory' }).click();
    const dialog = page.getByRole('dialog');
    for (const name of data.split('/').filter(Boolean)) await dialog.getByRole('row', { name, exact: true }).click();
    await page.getByRole('button', { name: 'Take this directory' }).click();
    await page.getByRole('textbox', { name: `Name for ${data}` }).fill('family');
    // It was found by its socket.
    const port = needed('MOWS_DATABASE_PORT');
    const database = `databases of PostgreSQL on this machine${port === '5432' ? '' : `, port ${port}`}`;
    await page.getByRole('checkbox', { name: `Protect the ${database}` }).click({ force: true });
    await page.getByRole('textbox', { name: `Name for the ${database}` }).fill('shop');
    await see('30-what');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('textbox', { name: 'Directory' }).fill(needed('MOWS_PLACE'));
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByText('This place works.')).toBeVisible();
    await page.getByRole('button', { name: 'Use this place' }).click();
    const list = page.getByRole('list', { name: 'These twelve words open everything' });
    await expect(list.getByRole('listitem')).toHaveCount(12);
    const words = await list.getByRole('listitem').allTextContents();
    await page.getByRole('button', { name: 'I have written them down' }).click();
    for (const field of await page.getByRole('textbox', { name: /^Word \d+$/ }).all()) {
      const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? '');
      await field.fill(words[Number(label.replace(/\D/g, '')) - 1]!);
    }
    await page.getByRole('button', { name: 'Begin the first backup' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Everything here could be restored/, { timeout: 120_000 });
    const seconds = (Date.now() - began - looked) / 1000;
    writeFileSync(join(needed('MOWS_PICTURES'), `newcomer-${needed('MOWS_WIDTH')}.txt`), `${seconds} s\n`);
    expect(seconds).toBeLessThan(minutesMax * 60);
    await see('31-today');
  });

  await test.step('a file is back in three clicks', async () => {
    const letter = join(data, 'note.txt');
    const original = readFileSync(letter);
    writeFileSync(letter, 'Scribbled over.\n');
    await page.getByRole('link', { name: /family/ }).click();
    await page.getByRole('region', { name: 'Restore points' }).getByRole('link').first().click();
    const download = page.waitForEvent('download');
    await expect(page.getByRole('link', { name: 'Download note.txt' })).toBeVisible();
    await page.screenshot({ path: join(needed('MOWS_PICTURES'), `31-three-clicks-${needed('MOWS_WIDTH')}.png`) });
    await page.getByRole('link', { name: 'Download note.txt' }).click();
    expect(readFileSync(await (await download).path())).toEqual(original);
  });

  await test.step('the dump of the database is there', async () => {
    await page.getByRole('link', { name: 'Today' }).click();
    await page.getByRole('link', { name: /shop/ }).click();
    await see('32-app-of-a-database');
    await page.getByRole('region', { name: 'Restore points' }).getByRole('link').first().click();
    for (const name of ['databases', 'postgresql-main']) await page.getByRole('button', { name: `Open ${name}` }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download postgres.dump' }).click();
    expect(readFileSync(await (await download).path()).subarray(0, 5).toString()).toBe('PGDMP');
    await see('33-dumps');
    await page.getByRole('row', { name: /postgres\.dump/ }).locator('.box').click();
    await page.getByRole('button', { name: 'Put back' }).click();
    await expect(page.getByText('Dumps of databases were no files')).toBeVisible();
    await see('34-dumps-beside');
  });

  await test.step('protect more', async () => {
    await page.getByRole('link', { name: 'Apps', exact: true }).click();
    await page.getByRole('link', { name: 'Protect more' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Protect more of/);
    await page.getByRole('button', { name: 'Add a database' }).click();
    await page.getByRole('textbox', { name: /^Host name/ }).fill(needed('MOWS_DATABASE'));
    await page.getByRole('textbox', { name: 'Port' }).fill(needed('MOWS_DATABASE_PORT'));
    await page.getByRole('textbox', { name: 'User in the database' }).fill('nobody-here');
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await see('35-database-refused');
    const owner = needed('MOWS_DATABASE_OWNER');
    await page.getByRole('textbox', { name: 'User in the database' }).fill(owner);
    await page.getByRole('textbox', { name: /^Run as/ }).fill(process.getuid?.() === 0 ? owner : '');
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByText('It answers.')).toBeVisible();
    await see('36-database');
    await page.getByRole('button', { name: 'Take these databases' }).click();
    await page.getByRole('textbox', { name: /^Name for the databases/ }).fill('again');
    await see('37-protect-more');
    await page.getByRole('button', { name: 'Begin the backup' }).click();
    await expect(page.getByRole('link', { name: /again/ })).toContainText('Protected', { timeout: 60_000 });
    await see('38-apps');
  });

  expect(heard).toEqual([]);
});
