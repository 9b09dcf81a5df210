import createClient from 'openapi-fetch';
import { away, problemOf } from './problem';
import type { paths } from './schema';

/** Sites of others cannot send this header along, so a request that changes something is surely ours. */
const ours = { 'X-MOWS-Backup': 'page' };

/** Looks `fetch` up at each call, so that tests can put theirs in its place. */
export const api = createClient<paths>({
  baseUrl: document.baseURI.replace(/[#?].*$/, '').replace(/\/$/, ''),
  headers: ours,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});

/** The answer's value; a problem is thrown. */
export async function answer<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  let outcome;
  try {
    outcome = await call;
  } catch {
    throw away();
  }
  if (!outcome.response.ok) {
    throw problemOf(outcome.response.status, outcome.error);
  }
  return outcome.data as T;
}
