import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { applyEvent } from '../api/events';
import { answer, api } from '../api/client';
import { m } from '../paraglide/messages.js';
import { ProblemNote } from '../parts/Note';

/** Begins a check of the copies. */
export function CheckNow() {
  const client = useQueryClient();
  const begin = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/repositories/checks')),
    onSuccess: (run) => applyEvent(client, { type: 'run', data: run }),
  });
  return (
    <>
      <Button className="button compact" isDisabled={begin.isPending} onPress={() => begin.mutate()}>
        {m.place_check_now()}
      </Button>
      <ProblemNote error={begin.error} />
    </>
  );
}
