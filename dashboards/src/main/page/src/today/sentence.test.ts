import { beforeEach, expect, it } from 'vitest';
import type { Today } from '../api/model';
import { setLocale } from '../paraglide/runtime.js';
import { sayReason, sayVerdict } from './sentence';

const now = Date.parse('2026-11-29T14:00:00Z');
const today = (state: Today['state'], key: string, values: Record<string, string> = {}): Today => ({ state, sentence: { key, values }, reasons: [] });

beforeEach(() => setLocale('en', { reload: false }));

it('says how old the oldest copy is', () => {
  expect(sayVerdict(today('Good', 'apps.protected', { oldest: '2026-11-29T09:00:00Z' }), now)).toBe(
    'Everything here could be restored. The oldest copy was made 5 hours ago.',
  );
});

it('counts in the language', () => {
  expect(sayVerdict(today('Warning', 'apps.unprotected', { count: '1' }), now)).toBe('1 app has no restore point yet.');
  expect(sayVerdict(today('Warning', 'apps.unprotected', { count: '2' }), now)).toBe('2 apps have no restore point yet.');
  setLocale('de', { reload: false });
  expect(sayVerdict(today('Warning', 'apps.unprotected', { count: '2' }), now)).toBe('2 Apps haben noch keinen Wiederherstellungspunkt.');
});

it('is never green by mistake: an unknown key is said by its state', () => {
  expect(sayVerdict(today('Bad', 'from-a-later-version'), now)).toBe('Not everything here could be restored.');
  expect(sayVerdict(today('Warning', 'from-a-later-version'), now)).toBe('Something here needs a look.');
});

it('names the problem of a reason', () => {
  expect(sayReason({ key: 'app.failed', values: { problem: '/media/backup is not mounted' } })).toBe('/media/backup is not mounted');
  expect(sayReason({ key: 'from-a-later-version', values: { what: 'the moon' } })).toBe('the moon');
});
