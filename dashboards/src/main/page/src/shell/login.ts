import { useEffect, useState } from 'react';
import { answer, api } from '../api/client';
import { Problem } from '../api/problem';

export type Login = { state: 'trying' } | { state: 'done' } | { state: 'failed'; problem: Problem };

/** The token in the link that the program printed, and the address without it, so that it stays in no history. */
export function takeToken(address: Location, history: History): string | null {
  const token = /^#login=(.+)$/.exec(address.hash)?.[1];
  if (!token) return null;
  history.replaceState(null, '', `${address.pathname}#/`);
  return decodeURIComponent(token);
}

// Taken once, before anything else looks at the address.
const token = takeToken(window.location, window.history);
let attempt: Promise<Login> | null = null;

async function logIn(token: string): Promise<Login> {
  try {
    await answer(api.POST('/api/v1/login', { body: { token } }));
    return { state: 'done' };
  } catch (problem) {
    if (problem instanceof Problem) return { state: 'failed', problem };
    throw problem;
  }
}

/** Exchanges the link's token for a session. Without a token there may be a session already. */
export function useLogin(): Login {
  const [login, setLogin] = useState<Login>(token === null ? { state: 'done' } : { state: 'trying' });
  useEffect(() => {
    if (token === null) return;
    attempt ??= logIn(token);
    void attempt.then(setLogin);
  }, []);
  return login;
}
