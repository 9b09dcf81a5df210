import type { Run } from '../api/model';

/** For tests: a backup that is a quarter done. */
export const aRun = (changed: Partial<Run> = {}): Run => ({
  id: 'r1', app: 'photos', kind: 'Backup', phase: 'Running', createdAt: '2026-11-29T14:00:00Z', startedAt: '2026-11-29T14:00:10Z', endedAt: null,
  filesDone: 1, filesTotal: 4, bytesDone: 10, bytesTotal: 40, bytesPerSecond: 5, secondsLeft: 6, current: [], message: null, next: null,
  problems: [], restorePoint: null, safetyRestorePoint: null, result: null, ...changed,
});
