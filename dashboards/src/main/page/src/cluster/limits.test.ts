import { beforeEach, expect, it } from 'vitest';
import { setLocale } from '../paraglide/runtime.js';
import { formatInterval, formatKeep, keepHours, otherIntervals, otherKeeps } from './limits';
import { byTopic, topicWord } from './topics';

beforeEach(() => setLocale('en', { reload: false }));

it('says how long backups may be kept', () => {
  expect(['1y', '30d11h', '2y5m7d3h'].map(formatKeep)).toEqual(['1 year', '30 days 11 hours', '2 years 5 months 7 days 3 hours']);
  setLocale('de', { reload: false });
  expect(formatKeep('2y1d')).toBe('2 Jahre 1 Tag');
});

it('says how often backups may be made', () => {
  expect([60, 900, 3600, 86_400, 604_800, 90].map(formatInterval)).toEqual(['1 minute', '15 minutes', '1 hour', '1 day', '7 days', '90 seconds']);
});

it('offers limits other than those that are asked for', () => {
  expect(otherIntervals(3600)).not.toContain(3600);
  expect(otherIntervals(604_800)).toHaveLength(6);
  expect(otherKeeps('12m')).not.toContain('1y');
  expect(otherKeeps('364d')).toContain('1y');
  expect(keepHours('1y')).toBeGreaterThan(keepHours('365d'));
});

it('puts statements under their topics, and names those that it does not know', () => {
  const said = (topic: string, words: string) => ({ change: 'Same' as const, topic, words });
  const topics = byTopic([said('schedule', 'a'), said('hook', 'b'), said('schedule', 'c')]);
  expect(topics.map(({ topic, statements }) => [topic, statements.length])).toEqual([['schedule', 2], ['hook', 1]]);
  expect([topicWord('time limit'), topicWord('moon phase')]).toEqual(['Time limit', 'Moon phase']);
});
