import { beforeEach, expect, it } from 'vitest';
import type { ClusterRun } from '../api/model';
import { setLocale } from '../paraglide/runtime.js';
import { rateOf, secondsOf, titleOf } from './runs';

const now = Date.parse('2026-11-29T14:00:00Z');
const run = (changed: Partial<ClusterRun>): ClusterRun => ({
  kind: 'Backup', namespace: 'photos', name: 'b', app: 'photos', target: null, phase: 'Running', message: '', bytes: 6_000_000, addedBytes: null,
  over: false, shown: false, createdAt: '2026-11-29T13:58:00Z', startedAt: '2026-11-29T13:59:00Z', endedAt: null, ...changed,
});

beforeEach(() => setLocale('en', { reload: false }));

it('names what a run is about', () => {
  expect(titleOf(run({}))).toBe('Backup of photos');
  expect(titleOf(run({ app: null }))).toBe('Objects of the whole cluster');
  expect(titleOf(run({ kind: 'Restore', target: 'photos' }))).toBe('Restore of photos');
  expect(titleOf(run({ kind: 'Restore', target: 'photos-old' }))).toBe('Restore of photos into photos-old');
});

it('says how fast it is only while that says something', () => {
  expect(rateOf(run({}), now)).toBe(100_000);
  expect(rateOf(run({ startedAt: '2026-11-29T13:59:55Z' }), now)).toBeNull();
  expect(rateOf(run({ bytes: null }), now)).toBeNull();
  expect(rateOf(run({ over: true, endedAt: '2026-11-29T14:00:00Z' }), now)).toBeNull();
  expect([secondsOf(run({}), now), secondsOf(run({ startedAt: null }), now)]).toEqual([60, null]);
});
