import { expect, it } from 'vitest';
import type { RunPhase } from '../api/model';
import { aRun } from './aRun';
import { isOver, progressOf, secondsOf } from './progress';

it('is over in every phase but two', () => {
  const phases: RunPhase[] = ['Waiting', 'Running', 'Succeeded', 'PartiallyFailed', 'Failed', 'Cancelled'];
  expect(phases.filter((phase) => !isOver(aRun({ phase })))).toEqual(['Waiting', 'Running']);
});

it('counts bytes, else files, and says so where neither is known', () => {
  expect(progressOf(aRun())).toBe(25);
  expect(progressOf(aRun({ bytesTotal: 0, bytesDone: 0, filesDone: 2 }))).toBe(50);
  expect(progressOf(aRun({ bytesTotal: 0, filesTotal: 0 }))).toBeNull();
  expect(progressOf(aRun({ phase: 'Waiting' }))).toBeNull();
});

it('takes time from its start to its end, or to now', () => {
  expect(secondsOf(aRun({ startedAt: null }))).toBeNull();
  expect(secondsOf(aRun(), Date.parse('2026-11-29T14:00:40Z'))).toBe(30);
  expect(secondsOf(aRun({ endedAt: '2026-11-29T14:00:12Z' }))).toBe(2);
});
