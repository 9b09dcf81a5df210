import { beforeEach, expect, it } from 'vitest';
import type { ClusterFinding, ClusterToday } from '../api/model';
import { setLocale } from '../paraglide/runtime.js';
import { sayFinding, sayOffSite, sayVerdict, toneOf } from './verdict';

const now = Date.parse('2026-11-29T14:00:00Z');
const today = (changed: Partial<ClusterToday>): ClusterToday => ({
  verdict: 'Good', apps: 12, lost: 0, partly: 0, oldest: { app: 'photos', time: '2026-11-29T09:00:00Z' }, offSite: true,
  oldestOffSite: { app: 'notes', time: '2026-11-29T06:00:00Z' }, notOffSite: 0, findings: [], moreFindings: 0, next: [], ...changed,
});
const finding = (changed: Partial<ClusterFinding>): ClusterFinding => ({ kind: 'AppLost', bad: true, about: 'photos', apps: 1, reason: 'no backup', ...changed });

beforeEach(() => setLocale('en', { reload: false }));

it('says how old the oldest copy is', () => {
  expect(sayVerdict(today({}), now)).toBe('All 12 apps could be restored. The oldest copy was made 5 hours ago.');
  expect(sayVerdict(today({ verdict: 'Lost', lost: 1 }), now)).toBe('One app cannot be restored now.');
});

it('is green only when everything is good', () => {
  const verdicts: ClusterToday['verdict'][] = ['NoPlace', 'Lost', 'Damaged', 'Partly', 'Look', 'Nothing', 'Good'];
  expect(verdicts.filter((verdict) => toneOf(today({ verdict })) === 'good')).toEqual(['Good']);
});

it('says what would be left if the cluster were lost', () => {
  expect(sayOffSite(today({}), now)).toEqual(['The oldest copy outside of this cluster was made 8 hours ago (notes).']);
  expect(sayOffSite(today({ notOffSite: 2 }), now)).toHaveLength(2);
  expect(sayOffSite(today({ offSite: false, oldestOffSite: null }), now)[0]).toContain('Nothing lies outside');
  expect(sayOffSite(today({ verdict: 'NoPlace' }), now)).toEqual([]);
});

it('says what a finding is about', () => {
  expect(sayFinding(finding({}))).toBe('It cannot be restored: no backup');
  expect(sayFinding(finding({ kind: 'PlaceClosed', about: 'disk', apps: 3, reason: 'wrong password' }))).toBe(
    'This repository cannot be opened: wrong password 3 apps lie only there.',
  );
  expect(sayFinding(finding({ kind: 'OffSiteLate', apps: 1, reason: null }))).toBe('One app should have a newer copy in this repository.');
});
