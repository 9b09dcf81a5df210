import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Suggestion } from '../api/model';
import { foundDatabasesQuery } from '../api/queries';
import { suggested, withFound, type WhatDraft } from './draft';

/** What may be protected: what the service suggests, and what somebody adds. */
export function useWhat(suggestions: Suggestion[]): [WhatDraft, (what: WhatDraft) => void] {
  const found = useQuery(foundDatabasesQuery).data ?? [];
  const [what, setWhat] = useState<WhatDraft>(() => ({ directories: suggested(suggestions), databases: [] }));
  return [{ ...what, databases: withFound(what.databases, found) }, setWhat];
}
