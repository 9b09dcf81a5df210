/** What the tests of a cluster's page have in common. */
import { expect, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { needed } from './needed';

/** The longest that a controller and its Jobs take on a slow machine. */
export const long = 300_000;

export const app = needed('MOWS_APP');

/** What the app's owner and the administrator do beside the page, in the app's namespace. */
export const kubectl = (...words: string[]) => execFileSync(needed('MOWS_KUBECTL'), words, { encoding: 'utf8' });

/** As somebody whose token is in a variable; ends at the list of apps. */
export async function logIn(page: Page, token: string): Promise<void> {
  await page.goto(needed('MOWS_ADDRESS'));
  await page.getByLabel('Token').fill(needed(token));
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('link', { name: 'Apps', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Apps');
}
