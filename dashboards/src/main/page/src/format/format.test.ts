import { beforeEach, describe, expect, it } from 'vitest';
import { setLocale } from '../paraglide/runtime.js';
import { formatBytes, percent } from './number';
import { formatSchedule } from './schedule';
import { formatDay, formatDuration, formatRelative } from './time';

const now = Date.parse('2026-11-29T14:00:00Z');
const before = (seconds: number) => now - seconds * 1000;

describe.each(['en', 'de'] as const)('in %s', (language) => {
  beforeEach(() => setLocale(language, { reload: false }));
  const say = (en: string, de: string) => (language === 'en' ? en : de);

  it('shows sizes with three digits', () => {
    const shown = [0, 999, 1000, 1_549_000, 99_949_999, 99_950_000, 999_400_000, 999_600_000].map((bytes) => formatBytes(bytes).replace('\u00a0', ' '));
    expect(shown).toEqual(['0 B', '999 B', '1 KB', say('1.5 MB', '1,5 MB'), say('99.9 MB', '99,9 MB'), '100 MB', '999 MB', '1 GB']);
  });

  it('says how long ago something was', () => {
    expect([10, 300, 5400, 26 * 3600].map((seconds) => formatRelative(before(seconds), now))).toEqual([
      say('now', 'jetzt'),
      say('5 minutes ago', 'vor 5 Minuten'),
      say('2 hours ago', 'vor 2 Stunden'),
      say('yesterday', 'gestern'),
    ]);
    expect(formatRelative(before(-11 * 3600), now)).toBe(say('in 11 hours', 'in 11 Stunden'));
  });

  it('names the day of a restore point by the reader’s clock', () => {
    expect(formatDay('2026-11-28T23:30:00Z', now)).toBe(say('Today', 'Heute'));
    expect(formatDay('2026-11-28T22:30:00Z', now)).toBe(say('Yesterday', 'Gestern'));
    expect(formatDay('2026-11-20T12:00:00Z', now)).toMatch(say('Friday', 'Freitag'));
  });

  it('says a daily and an hourly schedule in words, and others as they are', () => {
    expect(formatSchedule('30 2 * * *')).toMatch(say('Every day at', 'Täglich um'));
    expect(formatSchedule('5 * * * *')).toMatch(':05');
    expect(formatSchedule('0 3 * * 1')).toBe('0 3 * * 1');
  });
});

describe('without words', () => {
  beforeEach(() => setLocale('en', { reload: false }));

  it('gives a length of time in its two largest units', () => {
    expect([0, 59, 61, 754, 3600, 3720, 90_000].map(formatDuration)).toEqual(['0 sec', '59 sec', '1 min 1 sec', '12 min', '1 hr', '1 hr 2 min', '1 day 1 hr']);
  });

  it('is at 100 % only when all is done', () => {
    expect([percent(0, 0), percent(999, 1000), percent(1000, 1000), percent(2000, 1000)]).toEqual([0, 99, 100, 100]);
  });
});
