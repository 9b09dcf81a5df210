/** What a run of the cluster is about, and how it goes. */
import type { ClusterRun } from '../api/model';
import { m } from '../paraglide/messages.js';

export function titleOf(run: ClusterRun): string {
  const app = run.app ?? m.whole_cluster();
  if (run.kind === 'Backup') return run.app ? m.backup_of({ app }) : app;
  return run.target && run.target !== run.app ? m.restore_into({ app, namespace: run.target }) : m.restore_of({ app });
}

/** Seconds that a run took, or takes by now; null before it began. */
export function secondsOf(run: ClusterRun, now: number): number | null {
  if (!run.startedAt) return null;
  const end = run.endedAt ? Date.parse(run.endedAt) : now;
  return Math.max(0, (end - Date.parse(run.startedAt)) / 1000);
}

/** Bytes a second, on average since it began; null as long as that says nothing, and when it is over. */
export function rateOf(run: ClusterRun, now: number): number | null {
  const seconds = secondsOf(run, now);
  return run.over || !run.bytes || seconds === null || seconds < 10 ? null : run.bytes / seconds;
}
