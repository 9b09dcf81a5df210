/** Somebody logs in by a provider of identities that is another site, and has there what the cluster gives their name; the provider comes and goes. */
import { expect, test, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { look } from './look';
import { needed } from './needed';
import { app, kubectl } from './onACluster';

const page_ = needed('MOWS_ADDRESS');
const issuer = needed('MOWS_ISSUER');

/** A right that is taken away is gone after half a minute, a person after one; and a busy machine takes its time. */
const minute = 75_000;

const bind = () => kubectl('create', 'rolebinding', 'anna', '--clusterrole=mows-backup-viewer', `--user=oidc:${needed('MOWS_SUBJECT')}`);
const unbind = () => kubectl('delete', 'rolebinding', 'anna');

let provider: ChildProcess | null = null;

async function startProvider(): Promise<void> {
  provider = spawn(needed('MOWS_OIDC_SERVER'), { env: process.env, stdio: 'ignore' });
  await expect
    .poll(() => fetch(`${issuer}.well-known/openid-configuration`).then((answer) => answer.status, () => 0))
    .toBe(200);
}

/** With everything that it remembers: it keeps nothing in files. */
async function stopProvider(): Promise<void> {
  const ended = new Promise((resolve) => provider?.once('exit', resolve));
  provider?.kill('SIGKILL');
  await ended;
  provider = null;
}

test.afterAll(() => provider?.kill('SIGKILL'));

const there = (page: Page) => page.getByRole('link', { name: 'Log in with localhost' });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

async function logInThere(page: Page): Promise<void> {
  await there(page).click();
  await expect(page).toHaveURL(new RegExp(`^${issuer}login/username`));
  await page.getByLabel('Username').fill('anna');
  await page.getByLabel('Password').fill(needed('MOWS_SECRET_OF_ANNA'));
  await page.getByRole('button', { name: 'Login' }).click();
  await expect(page.getByText(`oidc:${needed('MOWS_SUBJECT')}`)).toBeVisible();
}

async function apps(page: Page): Promise<string[]> {
  await page.goto('about:blank');
  await page.goto(`${page_}#/cluster/apps`);
  await expect(heading(page)).toHaveText(/^(Apps|Log in)$/);
  await page.waitForLoadState('networkidle');
  return page.getByRole('main').getByRole('listitem').allInnerTexts();
}

test('a person of the provider has what the cluster gives them, as long as both say so', async ({ page, context }) => {
  test.setTimeout(10 * minute);

  await test.step('while the provider is away the page says so', async () => {
    await page.goto(page_);
    await expect(heading(page)).toHaveText('Log in');
    await look(page, '80-login-provider');
    await there(page).click();
    await expect(page.getByRole('alert')).toContainText('localhost does not answer');
    await look(page, '81-login-provider-away');
    await page.reload();
    await expect(heading(page)).toHaveText('Log in');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  await startProvider();
  await test.step('who logs in there is back here, by a cookie that is strict', async () => {
    await page.waitForTimeout(5_000);
    await page.reload();
    const cookies = async () =>
      (await context.cookies(`${page_}api/v1/login`)).map(({ name, path, sameSite, httpOnly }) => ({ name, path, sameSite, httpOnly }));
    await there(page).click();
    await expect(page.getByLabel('Username')).toBeVisible();
    expect(await cookies()).toEqual([{ name: 'mows-backup-login', path: '/api/v1/login', sameSite: 'Lax', httpOnly: true }]);
    await page.goto(page_);
    await logInThere(page);
    expect(page.url().startsWith(page_)).toBe(true);
    expect(await cookies()).toEqual([{ name: 'mows-backup', path: '/', sameSite: 'Strict', httpOnly: true }]);
  });

  await test.step('without a right nothing is seen; with one, that app alone', async () => {
    expect(await apps(page)).toEqual([]);
    bind();
    await expect(async () => expect(await apps(page)).toHaveLength(1)).toPass({ timeout: minute });
    await expect(page.getByRole('link', { name: new RegExp(`^${app}`) })).toBeVisible();
    await look(page, '82-oidc-apps');
    await page.goto(`${page_}#/cluster/apps/default`);
    await expect(page.getByRole('alert')).toContainText("there is no app 'default'");
    unbind();
    await expect(async () => expect(await apps(page)).toEqual([])).toPass({ timeout: minute });
    bind();
  });

  await test.step('nobody comes in while the provider is away; nor anybody whom it has forgotten', async () => {
    await stopProvider();
    await page.goto(`${page_}#/cluster/apps`);
    await expect(async () => {
      await apps(page);
      await expect(page.getByRole('alert')).toContainText('localhost does not answer', { timeout: 1_000 });
    }).toPass({ timeout: minute });
    await look(page, '83-oidc-away');
    await startProvider();
    await expect(async () => {
      await apps(page);
      await expect(heading(page)).toHaveText('Log in', { timeout: 1_000 });
    }).toPass({ timeout: minute });
  });

  await test.step('it signs with another key now, and lets them in again', async () => {
    await logInThere(page);
    await expect(async () => expect(await apps(page)).toHaveLength(1)).toPass({ timeout: minute });
    // By the refresh token, without anybody noticing.
    await page.waitForTimeout(minute);
    expect(await apps(page)).toHaveLength(1);
  });

  await test.step('while it is away a token is the other door', async () => {
    await stopProvider();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in with a token instead' }).click();
    await page.getByLabel('Token').fill(kubectl('create', 'token', 'default').trim());
    await look(page, '84-login-token-instead');
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(page.getByText(`${app}/default`)).toBeVisible();
  });
});

test('a login that began elsewhere ends nowhere', async ({ page, playwright }) => {
  await startProvider();
  // Somebody begins a login of their own, and keeps the last address of it for somebody else.
  const attacker = await playwright.request.newContext();
  const onwards = async (address: string): Promise<string> => {
    const answer = await attacker.get(address, { maxRedirects: 0 });
    return new URL(answer.headers().location ?? 'nowhere', address).href;
  };
  const login = await onwards(await onwards(`${page_}api/v1/login/oidc`));
  const taken = await attacker.post(login, {
    form: { id: new URL(login).searchParams.get('authRequestID') ?? '', username: 'anna', password: needed('MOWS_SECRET_OF_ANNA') },
    maxRedirects: 0,
  });
  const back = await onwards(new URL(taken.headers().location ?? 'nowhere', login).href);
  expect(back).toContain(`${page_}api/v1/login/oidc/callback?`);
  expect(back).toContain('code=');

  await page.goto(back);
  await expect(page.getByRole('alert')).toContainText('this browser began no login lately');
  await expect(heading(page)).toHaveText('Log in');
  expect(page.url()).not.toContain('code=');
  // It would have worked where it began.
  expect((await attacker.get(back, { maxRedirects: 0 })).headers()['set-cookie']).toMatch(/mows-backup=[^;]/);
  await stopProvider();
});
