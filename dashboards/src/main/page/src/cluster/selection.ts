/** Which backups and restores are shown, as the address has it. */
import type { RunSelection } from '../api/model';

export interface Selection {
  app: string;
  only: RunSelection;
}

export const everything: Selection = { app: '', only: 'All' };

export function readSelection(search: Record<string, unknown>): Selection {
  return {
    app: typeof search.app === 'string' ? search.app : '',
    only: search.only === 'Running' || search.only === 'Failed' ? search.only : 'All',
  };
}
