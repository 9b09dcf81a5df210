/** Whoever administers a cluster adds a place to it and answers what an app asks for, with the mouse alone. */
import { expect, test } from '@playwright/test';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaints, look } from './look';
import { needed } from './needed';
import { app, kubectl, logIn, long } from './onACluster';

test('a place is added, with words that open it', async ({ page }) => {
  test.setTimeout(2 * long);
  await logIn(page, 'MOWS_TOKEN');
  const heard = complaints(page);
  await page.getByRole('link', { name: 'Places', exact: true }).click();
  await page.getByRole('button', { name: 'Add a place' }).click();
  await page.getByRole('radio', { name: /REST server/ }).click({ force: true });
  await page.getByLabel('Address').fill(needed('MOWS_FRIEND'));
  await page.getByLabel(/^User/).fill(needed('MOWS_FRIEND_USER'));
  await page.getByLabel(/^Password/).fill(needed('MOWS_FRIEND_PASSWORD'));
  await page.getByLabel('Name in the cluster').fill('offsite');
  await expect(page.getByText('There is a place offsite already.')).toBeVisible();
  await page.getByLabel('Name in the cluster').fill('attic');
  await look(page, '80-cluster-add-place');
  await page.getByRole('button', { name: 'Go on to the words' }).click();

  const words = await page.getByRole('list', { name: 'These twelve words open everything' }).getByRole('listitem').allTextContents();
  expect(words).toHaveLength(12);
  await page.getByRole('button', { name: 'I have written them down' }).click();
  const asked = page.getByLabel(/^Word \d+$/);
  await expect(asked).toHaveCount(3);
  for (const field of await asked.all()) {
    const id = await field.getAttribute('id');
    const label = await page.locator(`label[for="${id}"]`).textContent();
    await field.fill(words[Number(label?.replace('Word ', '')) - 1] ?? '');
  }
  await page.getByRole('button', { name: 'Add the place' }).click();

  const place = page.getByRole('region', { name: 'attic' });
  await expect(place).toBeVisible();
  // The controller made it there.
  await expect(place).toContainText('Not checked yet', { timeout: long });
  await look(page, '81-cluster-place-added');
  const address = kubectl('get', 'repository', 'attic', '--output=jsonpath={.spec.address} {.spec.password.name}');
  expect(address).toMatch(/^rest:http:\S+ repository-attic-[0-9a-f]{8}$/);

  await place.getByRole('button', { name: 'Remove', exact: true }).click();
  await place.getByRole('button', { name: 'Remove attic' }).click();
  await expect(place).toHaveCount(0);
  expect(heard).toEqual([]);
});

test('what an app asks for is shown as a difference, and allowed', async ({ page }) => {
  test.setTimeout(2 * long);
  // So seldom that no backup of it begins meanwhile.
  const policy = {
    apiVersion: 'backup.k8s.mows.cloud/v1alpha1',
    kind: 'BackupPolicy',
    metadata: { name: 'rarely' },
    spec: { schedule: { cron: '0 3 1 * *' } },
  };
  const file = join(mkdtempSync(join(tmpdir(), 'asks-')), 'policy.json');
  writeFileSync(file, JSON.stringify(policy));
  kubectl('apply', `--filename=${file}`);
  await logIn(page, 'MOWS_TOKEN');
  const heard = complaints(page);
  await page.getByRole('link', { name: /^Requests/ }).click();
  await page.getByRole('link', { name: new RegExp(`^${app}`) }).click({ timeout: long });
  await expect(page.getByText(/would be protected less$/)).toBeVisible();
  await expect(page.getByText('BackupPolicy rarely').first()).toBeVisible();
  await look(page, '82-cluster-request');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(page.getByText(/^Approved\. /)).toBeVisible({ timeout: long });
  expect(kubectl('get', 'backupgrant', `${app}.rarely`, '--output=jsonpath={.spec.policies[0]}')).toBe('rarely');
  kubectl('delete', 'backuppolicy/rarely', `backupgrant/${app}.rarely`);
  expect(heard).toEqual([]);
});

test('how long restore points are kept is tried, and changed', async ({ page }) => {
  test.setTimeout(long);
  const [cron, copies] = policy();
  await logIn(page, 'MOWS_TOKEN');
  const heard = complaints(page);
  await page.getByRole('link', { name: 'Places', exact: true }).click();
  await page.getByRole('region', { name: 'When, and how long' }).getByRole('link', { name: 'Change' }).click();
  await page.getByLabel('One for each of so many years').fill('2');
  await page.getByRole('button', { name: 'See what it comes to' }).click();
  await expect(page.getByText('Every restore point that is kept now would still be kept.')).toBeVisible();
  await look(page, '83-cluster-policy');
  await page.getByRole('button', { name: 'From now on like this' }).click();
  await expect(page.getByRole('region', { name: 'When, and how long' })).toContainText('2 years');
  expect(policy()).toEqual([cron, copies, '2']);
  expect(heard).toEqual([]);
});

/** What stands in the cluster: when, where else, and for how many years if that is said. */
const policy = (): string[] =>
  kubectl('get', 'clusterbackuppolicy', 'default', '--output=jsonpath={.spec.schedule.cron}|{.spec.copies[*].name}|{.spec.retention.yearly}')
    .split('|')
    .filter((word) => word !== '');
