/** A machine is lost: with nothing but the words and the place, another one has everything back and goes on. */
import { expect, test } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaints, look } from './look';
import { needed } from './needed';

const data = needed('MOWS_DATA');

test('another machine takes the place of one that is lost', async ({ page }) => {
  const heard = complaints(page);

  await test.step('open the repository with the words', async () => {
    await page.goto(needed('MOWS_LINK'));
    await page.getByRole('button', { name: 'I have recovery words' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open what was backed up');
    await page.getByRole('textbox', { name: 'Directory' }).fill(needed('MOWS_PLACE'));
    const secret = page.getByRole('textbox', { name: 'Recovery words or password' });
    await secret.fill('these are not the words');
    await page.getByRole('button', { name: 'Look into it' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await look(page, '20-open-refused');
    // The answer 422 is reported as an error by the browser.
    heard.length = 0;
    await secret.fill(readFileSync(needed('MOWS_WORDS'), 'utf8'));
    await page.getByRole('button', { name: 'Look into it' }).click();
    await expect(page.getByRole('radio', { name: /family/ })).toBeChecked();
    await look(page, '21-open-found');
    await page.getByRole('button', { name: 'Take its place' }).click();
  });

  await test.step('everything is put back', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 app is paused.');
    await look(page, '22-today-paused');
    await page.getByRole('link', { name: 'To family' }).click();
    await expect(page.getByRole('button', { name: 'Go on with backups' })).toBeVisible();
    await look(page, '23-app-paused');
    await page.getByRole('region', { name: 'Restore points' }).getByRole('link').nth(1).click();
    await page.getByRole('button', { name: 'Put everything back' }).click();
    await page.getByRole('button', { name: 'See what will happen' }).click();
    await page.getByRole('button', { name: /^Put back \d+ files of/ }).click();
    await expect(page.getByText('The files are back where they were.')).toBeVisible({ timeout: 60_000 });
    expect(existsSync(join(data, 'letters', 'to [grandma] & co.txt'))).toBe(true);
  });

  await test.step('its backups go on', async () => {
    await page.getByRole('link', { name: 'To family' }).click();
    const points = page.getByRole('region', { name: 'Restore points' }).getByRole('link');
    const before = await points.count();
    await page.getByRole('button', { name: 'Go on with backups' }).click();
    await expect(points).toHaveCount(before + 1, { timeout: 60_000 });
    await expect(page.getByText('Protected', { exact: true })).toBeVisible();
    await look(page, '24-app-resumed');
  });

  expect(heard).toEqual([]);
});
