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
function service(kind: 'Link' | 'Token', post: Response): string[] {
  const sent: string[] = [];
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json({ kind, person: null });
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
