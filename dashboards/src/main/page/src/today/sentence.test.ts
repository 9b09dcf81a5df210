import { beforeEach, expect, it } from 'vitest';
import type { Today } from '../api/model';
import { setLocale } from '../paraglide/runtime.js';
import { sayReason, sayVerdict } from './sentence';

const now = Date.parse('2026-11-29T14:00:00Z');
const today = (state: Today['state'], key: string, values: Record<string, string> = {}): Today => ({ state, sentence: { key, values }, reasons: [] });

beforeEach(() => setLocale('en', { reload: false }));

it('says how old the oldest copy is', () => {
  expect(sayVerdict(today('Good', 'protected', { oldest: '2026-11-29T09:00:00Z' }), now)).toBe(
    'Everything here could be restored. The oldest copy was made 5 hours ago.',
  );
});

it('counts in the language', () => {
  expect(sayVerdict(today('Bad', 'not-protected', { count: '1' }), now)).toBe('1 app could not be restored.');
  expect(sayVerdict(today('Bad', 'not-protected', { count: '2' }), now)).toBe('2 apps could not be restored.');
  setLocale('de', { reload: false });
  expect(sayVerdict(today('Bad', 'not-protected', { count: '2' }), now)).toBe('2 Apps ließen sich nicht wiederherstellen.');
});

it('is never green by mistake: an unknown key is said by its state', () => {
  expect(sayVerdict(today('Bad', 'from-a-later-version'), now)).toBe('Not everything here could be restored.');
  expect(sayVerdict(today('Warning', 'from-a-later-version'), now)).toBe('Something here needs a look.');
});

it('names the problem of a reason', () => {
  expect(sayReason({ key: 'failed', values: { problem: '/media/backup is not mounted' } }, now)).toBe(
    'The last backup failed: /media/backup is not mounted',
  );
});
