/** An app of a cluster was deleted. Somebody who has never seen this brings it back with the mouse alone, and turns it back later. */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { complaints, look } from './look';
import { needed } from './needed';
import { app, kubectl, long } from './onACluster';

test('a deleted app is restored with the mouse alone', async ({ page }) => {
  test.setTimeout(2 * long);

  await test.step('nobody comes in without a token of the cluster', async () => {
    await page.goto(needed('MOWS_ADDRESS'));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log in with a token of the cluster');
    await look(page, '59-cluster-login');
    for (const token of ['not a token', needed('MOWS_TOKEN_ELSEWHERE')]) {
      await page.getByLabel('Token').fill(token);
      await page.getByRole('button', { name: 'Log in' }).click();
      await expect(page.getByRole('alert')).toContainText('the cluster does not take this token');
    }
    await page.getByLabel('Token').fill(needed('MOWS_TOKEN'));
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByText('mows-backup/anna')).toBeVisible();
    expect(await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(needed('MOWS_TOKEN'));
  });
  // From here on: a browser complains of each refusal above.
  const heard = complaints(page);

  await test.step('it is gone, and the page says so', async () => {
    await page.getByRole('link', { name: 'Apps', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Apps');
    await expect(page.getByRole('link', { name: new RegExp(`^${app}`) })).toContainText('Gone');
    await expect(page.getByRole('link', { name: /^default/ })).toContainText('Protected');
    await look(page, '60-cluster-apps');
    await page.getByRole('link', { name: new RegExp(`^${app}`) }).click();
    await expect(page.getByText('Its namespace is gone.')).toBeVisible();
    await look(page, '61-cluster-app-gone');
  });

  await test.step('its plan says what comes back', async () => {
    await page.getByRole('region', { name: 'Restore points' }).getByRole('listitem').last().getByRole('link').click();
    await expect(page.getByRole('radio', { name: /Bring it back/ })).toBeChecked();
    await look(page, '62-cluster-how');
    await page.getByRole('button', { name: 'See what will happen' }).click();
    await expect(page.getByRole('button', { name: `Restore ${app} now` })).toBeVisible({ timeout: long });
    await expect(page.getByText(`Namespace ${app} is made again.`)).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'made and filled' })).toHaveCount(2);
    await expect(page.getByRole('listitem').filter({ hasText: 'Deployment web' })).toContainText('New');
    await look(page, '63-cluster-plan');
  });

  await test.step('it is restored, also when nobody looks', async () => {
    await page.getByRole('button', { name: `Restore ${app} now` }).click();
    await expect(page.getByText('You can close this page')).toBeVisible();
    const address = page.url();
    await look(page, '64-cluster-restoring');
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.getByText(`${app} is as it was.`)).toBeVisible({ timeout: long });
    await look(page, '65-cluster-restored');
    kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    await expect(page.getByRole('link', { name: `Restore of ${app}` })).toContainText('Succeeded');
    await look(page, '66-cluster-restores');
  });

  await test.step('what was changed since is shown, and nobody has to do it', async () => {
    kubectl('patch', 'configmap', 'settings', '--patch={"data":{"colour":"red"}}');
    await page.getByRole('link', { name: 'Apps' }).click();
    await page.getByRole('link', { name: new RegExp(`^${app}`) }).click();
    await page.getByRole('region', { name: 'Restore points' }).getByRole('listitem').last().getByRole('link').click();
    await expect(page.getByRole('radio', { name: /Turn it back/ })).toBeChecked();
    await page.getByRole('button', { name: 'See what will happen' }).click();
    const changed = page.getByRole('listitem').filter({ hasText: 'ConfigMap settings' });
    await expect(changed).toContainText('is turned back', { timeout: long });
    await expect(page.getByText('The app is backed up first.')).toBeVisible();
    await look(page, '67-cluster-turn-back');
    await page.getByRole('button', { name: 'Do not restore' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(app);
    expect(kubectl('get', 'configmap', 'settings', '--output=jsonpath={.data.colour}')).toBe('red');
  });

  await test.step('one file of it is put back into the running app', async () => {
    kubectl('exec', 'deployment/web', '--', 'sh', '-c', 'echo spoilt > /data/kept/diary');
    await page.getByRole('region', { name: 'Restore points' }).getByRole('listitem').last().getByRole('link').click();
    await page.getByRole('link', { name: /Look inside/ }).click();
    await page.getByRole('button', { name: 'Open objects' }).click({ timeout: long });
    await page.getByRole('button', { name: 'Open configmaps' }).click();
    await page.getByRole('button', { name: 'Open settings.json' }).click();
    await expect(page.getByRole('heading', { level: 2 })).toHaveText('ConfigMap settings');
    await expect(page.getByText('colour:')).toBeVisible();
    await look(page, '75-cluster-object');
    await page.getByRole('link', { name: 'All files' }).click();
    for (const name of ['volumes', 'photos', 'kept']) await page.getByRole('button', { name: `Open ${name}` }).click();
    const diary = page.getByRole('row', { name: /diary/ });
    const [download] = await Promise.all([page.waitForEvent('download'), diary.getByRole('link', { name: /^Download/ }).click()]);
    expect(readFileSync(await download.path(), 'utf8')).toBe('Dear diary\n');
    await diary.locator('.box').click();
    await look(page, '76-cluster-files');
    await page.getByRole('button', { name: 'Put back' }).click();
    await expect(page.getByRole('button', { name: `Restore ${app} now` })).toBeVisible({ timeout: long });
    await look(page, '77-cluster-one-file');
    await page.getByRole('button', { name: `Restore ${app} now` }).click();
    await expect(page.getByText(`${app} is as it was.`)).toBeVisible({ timeout: long });
    kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
    expect(kubectl('exec', 'deployment/web', '--', 'cat', '/data/kept/diary')).toBe('Dear diary\n');
    // Nothing but that file: somebody made it red since.
    expect(kubectl('get', 'configmap', 'settings', '--output=jsonpath={.data.colour}')).toBe('red');
    await page.getByRole('link', { name: 'Apps', exact: true }).click();
    await page.getByRole('link', { name: new RegExp(`^${app}`) }).click();
  });

  await test.step('what was different before that is told', async () => {
    const points = page.getByRole('region', { name: 'Restore points' }).getByRole('listitem');
    // The one of before that restore is among them as soon as the controller has looked.
    await expect(points).toHaveCount(2, { timeout: long });
    await points.first().getByRole('link').click();
    await page.getByRole('link', { name: 'What changed' }).click();
    await expect(page.getByRole('region', { name: 'Volume photos' })).toContainText('kept/diary', { timeout: long });
    await look(page, '78-cluster-changes');
    await page.getByRole('region', { name: 'Objects of the cluster' }).getByRole('link', { name: 'configmaps/settings' }).click();
    // Nothing but what somebody changed: it was made anew by the restore since.
    await expect(page.getByRole('insertion')).toHaveText(/colour: "red"/);
    await expect(page.getByRole('deletion')).toHaveText(/colour: "green"/);
    await look(page, '79-cluster-compared');
    await page.getByRole('link', { name: app, exact: true }).click();
    await page.getByRole('link', { name: 'Back', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(app);
  });

  await test.step('on a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await look(page, '68-cluster-app-narrow');
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    // The plan that was thrown away is not among them.
    await expect(page.getByRole('link', { name: `Restore of ${app}` })).toHaveCount(2);
    await page.getByRole('link', { name: `Restore of ${app}` }).first().click();
    await expect(page.getByText(`${app} is as it was.`)).toBeVisible();
    await look(page, '69-cluster-restored-narrow');
    await page.getByRole('link', { name: 'Apps' }).click();
    // Protected or not yet: its volumes are new ones.
    await expect(page.getByRole('link', { name: new RegExp(`^${app}`) })).not.toContainText('Gone');
    await look(page, '70-cluster-apps-narrow');
  });

  await test.step('the first screen says how it is, and where it lies', async () => {
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\.$/);
    await look(page, '71-cluster-today-narrow');
    await page.getByRole('link', { name: 'Places', exact: true }).click();
    await expect(page.getByText('On a volume of this cluster').or(page.getByText('Outside of this cluster')).first()).toBeVisible();
    await look(page, '72-cluster-places-narrow');
  });

  expect(heard).toEqual([]);
});
