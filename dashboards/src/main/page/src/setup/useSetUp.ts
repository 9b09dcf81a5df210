import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client';
import type { SetupRequest } from '../api/model';
import { setupQuery, wordsQuery } from '../api/queries';

/** Sets this machine up, and goes on to the words. */
export function useSetUp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: SetupRequest) => answer(api.POST('/api/v1/setup', { body: request })),
    onSuccess: async (words) => {
      client.setQueryData(wordsQuery.queryKey, words);
      await client.invalidateQueries({ queryKey: setupQuery.queryKey, exact: true });
    },
  });
}
