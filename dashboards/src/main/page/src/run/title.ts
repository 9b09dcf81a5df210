import type { Run } from '../api/model';
import { m } from '../paraglide/messages.js';
import { isOver } from './progress';

/** What a run is about, in words. */
export function runTitle(run: Run): string {
  const app = run.app;
  switch (run.kind) {
    case 'Restore':
      return isOver(run) ? m.restore_of({ app }) : m.restoring({ app });
    case 'CleanUp':
      return isOver(run) ? m.clean_up() : m.cleaning_up();
    case 'Check':
      return isOver(run) ? m.check() : m.checking();
    case 'Backup':
      return isOver(run) ? m.backup_of({ app }) : m.backing_up({ app });
  }
}

/** What it does now, where that cannot be counted. */
export function runText(run: Run): string {
  if (run.phase === 'Waiting') return m.waits_for_turn();
  if (run.kind === 'CleanUp') return m.cleaning_text();
  return run.kind === 'Check' ? m.checking_text() : m.counting();
}

/** Whether it moves files of an app. */
export const isOfApp = (run: Run): boolean => run.kind === 'Backup' || run.kind === 'Restore';
