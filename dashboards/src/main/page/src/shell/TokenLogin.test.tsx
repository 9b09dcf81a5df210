import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { queryClient } from '../api/queries';
import { LoginNeeded } from './LoginNeeded';

afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

/** What the service answers, by method; the tokens that it was sent. */
function service(kind: 'Link' | 'Token', post: Response, more: object = {}): string[] {
  const sent: string[] = [];
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json({ kind, person: null, provider: null, failure: null, ...more });
    expect(request.headers.get('X-MOWS-Backup')).toBe('page');
    sent.push(((await request.json()) as { token: string }).token);
    return post;
  });
  return sent;
}

const show = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <LoginNeeded />
    </QueryClientProvider>,
  );

it('asks for a token where the service takes one, and says why it does not take it', async () => {
  const sent = service(
    'Token',
    Response.json(
      { type: 'unauthorized', title: 'Not logged in', status: 401, detail: 'the cluster does not take this token', next: 'make another' },
      { status: 401 },
    ),
  );
  show();
  const field = await screen.findByLabelText('Token');
  expect((field as HTMLInputElement).type).toBe('password');
  await userEvent.type(field, ' abc.def ');
  await userEvent.click(screen.getByRole('button', { name: 'Log in' }));

  expect((await screen.findByRole('alert')).textContent).toContain('the cluster does not take this token');
  expect(sent).toEqual(['abc.def']);
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('abc.def');
});

it('speaks of the link where the service prints one', async () => {
  service('Link', new Response(null, { status: 204 }));
  show();
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Open the link that the program printed');
  expect(screen.queryByLabelText('Token')).toBeNull();
});

it('leads to the provider first where there is one, and to a token beside it', async () => {
  const sent = service('Token', new Response(null, { status: 204 }), { provider: 'login.example.org' });
  show();
  const link = await screen.findByRole('link', { name: 'Log in with login.example.org' });
  expect(link.getAttribute('href')).toBe('api/v1/login/oidc');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.queryByLabelText('Token')).toBeNull();

  await userEvent.click(screen.getByRole('button', { name: 'Log in with a token instead' }));
  await userEvent.type(screen.getByLabelText('Token'), 'abc');
  await userEvent.click(screen.getByRole('button', { name: 'Log in' }));
  expect(sent).toEqual(['abc']);
  expect(screen.getByRole('link', { name: 'Log in with login.example.org' })).toBeTruthy();
});

it('says why the provider did not log somebody in', async () => {
  service('Token', new Response(null, { status: 204 }), {
    provider: 'login.example.org',
    failure: { detail: 'login.example.org does not answer', next: 'log in with a token' },
  });
  show();
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('login.example.org does not answer');
  expect(alert.textContent).toContain('log in with a token');
});
