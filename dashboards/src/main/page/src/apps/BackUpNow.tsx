import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { applyEvent } from '../api/events';
import { answer, api } from '../api/client';
import { m } from '../paraglide/messages.js';
import { RunningIcon } from '../parts/Icons';
import { ProblemNote } from '../parts/Note';

/** Begins a backup of an app, and shows at once that it did. */
export function BackUpNow({ app, large }: { app: string; large?: boolean }) {
  const client = useQueryClient();
  const begin = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/apps/{app}/backups', { params: { path: { app } } })),
    onSuccess: async (run) => {
      applyEvent(client, { type: 'run', data: run });
      await client.invalidateQueries({ queryKey: ['apps'] });
    },
  });
  return (
    <>
      <Button
        className={`button ${large ? 'primary' : 'compact'}`}
        isDisabled={begin.isPending}
        onPress={() => begin.mutate()}
      >
        {large ? <RunningIcon size={18} /> : null}
        {m.back_up_now()}
      </Button>
      <ProblemNote error={begin.error} />
    </>
  );
}
