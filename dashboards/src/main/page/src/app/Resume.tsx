import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { answer, api } from '../api/client';
import { applyEvent } from '../api/events';
import { m } from '../paraglide/messages.js';
import { RunningIcon } from '../parts/Icons';
import { ProblemNote } from '../parts/Note';

/** Goes on with an app that is paused since its files may not be there yet. */
export function Resume({ app }: { app: string }) {
  const client = useQueryClient();
  const resume = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/apps/{app}/resume', { params: { path: { app } } })),
    onSuccess: async (run) => {
      applyEvent(client, { type: 'run', data: run });
      await client.invalidateQueries({ queryKey: ['apps'] });
    },
  });
  return (
    <>
      <Button className="button" isDisabled={resume.isPending} onPress={() => resume.mutate()}>
        <RunningIcon size={18} />
        {m.resume()}
      </Button>
      <ProblemNote error={resume.error} />
    </>
  );
}
