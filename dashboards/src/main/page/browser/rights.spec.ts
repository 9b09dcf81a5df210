/** Two people who may less than everything: one may look, the other owns one namespace. What they may not do they cannot press, and see why. */
import { expect, test, type Page } from '@playwright/test';
import { look } from './look';
import { needed } from './needed';
import { app, kubectl, logIn, long } from './onACluster';

async function oldestPoint(page: Page): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^${app}`) }).click();
  await page.getByRole('region', { name: 'Restore points' }).getByRole('listitem').last().getByRole('link').click();
}

test('who may only look sees everything and can press nothing', async ({ page }) => {
  await logIn(page, 'MOWS_VIEWER_TOKEN');
  await expect(page.getByText('mows-backup/vera')).toBeVisible();
  await expect(page.getByRole('link', { name: /^default/ })).toBeVisible();

  await page.getByRole('link', { name: new RegExp(`^${app}`) }).click();
  await expect(page.getByRole('button', { name: 'Back up now' })).toBeDisabled();
  await expect(page.getByText(`You lack the right to create backups.backup.k8s.mows.cloud in namespace ${app}.`)).toBeVisible();
  await look(page, '71-cluster-viewer');
  await page.getByRole('region', { name: 'Restore points' }).getByRole('listitem').last().getByRole('link').click();
  await expect(page.getByRole('button', { name: 'See what will happen' })).toBeDisabled();
  await expect(page.getByText(`You lack the right to create restores.backup.k8s.mows.cloud in namespace ${app}.`)).toBeVisible();
  await look(page, '72-cluster-viewer-restore');

  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await expect(page.getByRole('link', { name: `Restore of ${app}` })).toHaveCount(2);

  // Nor does it help to ask without the page.
  const answers = await page.evaluate(async (name) => {
    const ask = async (method: string, path: string, body?: object) =>
      (await fetch(path, { method, headers: { 'X-MOWS-Backup': 'page', 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) })).status;
    const [restore] = (await (await fetch('api/v1/cluster/restores')).json()) as { name: string }[];
    return [
      await ask('POST', `api/v1/cluster/apps/${name}/backups`),
      await ask('POST', 'api/v1/cluster/restores', { app: name }),
      await ask('POST', 'api/v1/cluster/restores', { app: name, targetNamespace: 'default' }),
      await ask('DELETE', `api/v1/cluster/restores/${restore?.name}`),
    ];
  }, app);
  // The last one is of a restore that has ended: there is no plan of it to throw away.
  expect(answers).toEqual([403, 403, 403, 409]);

  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log in with a token of the cluster');
  await page.goto(`${needed('MOWS_ADDRESS')}#/cluster/apps`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log in with a token of the cluster');
});

test('who owns one namespace sees that one alone, and restores what they may make', async ({ page }) => {
  test.setTimeout(2 * long);
  await logIn(page, 'MOWS_OWNER_TOKEN');
  await expect(page.getByRole('link', { name: new RegExp(`^${app}`) })).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await look(page, '73-cluster-owner');
  await page.goto(`${needed('MOWS_ADDRESS')}#/cluster/apps/default`);
  await expect(page.getByRole('alert')).toContainText("there is no app 'default'");

  await page.getByRole('navigation').getByRole('link', { name: 'Apps' }).click();
  await oldestPoint(page);
  await page.getByRole('button', { name: 'See what will happen' }).click();
  const doIt = page.getByRole('button', { name: `Restore ${app} now` });
  await expect(doIt).toBeVisible({ timeout: long });
  await expect(doIt).toBeDisabled();
  await expect(page.getByText(`You lack the right to update configmaps in namespace ${app}.`)).toBeVisible();
  await look(page, '74-cluster-owner-plan');

  // With the rights to make all of it themselves they may have it made.
  kubectl('create', 'rolebinding', 'otto-admin', '--clusterrole=admin', '--serviceaccount=mows-backup:otto');
  await expect(doIt).toBeEnabled({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Do not restore' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(app);
});
