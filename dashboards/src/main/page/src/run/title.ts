import type { Run } from '../api/model';
import { m } from '../paraglide/messages.js';
import { isOver } from './progress';

/** What a run is about, in words. */
export function runTitle(run: Run): string {
  const app = run.app;
  if (run.kind === 'Restore') return isOver(run) ? m.restore_of({ app }) : m.restoring({ app });
  return isOver(run) ? m.backup_of({ app }) : m.backing_up({ app });
}
