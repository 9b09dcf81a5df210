import type { Run } from '../api/model';
import { percent } from '../format/number';

/** Whether nothing more will happen in a run. */
export function isOver(run: Run): boolean {
  switch (run.phase) {
    case 'Waiting':
    case 'Running':
      return false;
    case 'Succeeded':
    case 'PartiallyFailed':
    case 'Failed':
    case 'Cancelled':
      return true;
  }
}

/** Whole percents of the bytes, of the files where no byte is to be moved; null while the sum is not known. */
export function progressOf(run: Run): number | null {
  if (run.phase === 'Waiting') return null;
  if (run.bytesTotal > 0) return percent(run.bytesDone, run.bytesTotal);
  if (run.filesTotal > 0) return percent(run.filesDone, run.filesTotal);
  return null;
}

/** Seconds that a run took, or takes by now; null before it began. */
export function secondsOf(run: Run, now: number = Date.now()): number | null {
  if (!run.startedAt) return null;
  const end = run.endedAt ? new Date(run.endedAt).getTime() : now;
  return Math.max(0, (end - new Date(run.startedAt).getTime()) / 1000);
}
