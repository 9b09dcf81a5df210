import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client';
import { wordsQuery } from '../api/queries';
import { m } from '../paraglide/messages.js';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { hostSheet } from './RecoverySheet';
import { WordsDialogue } from './WordsDialogue';

/** The twelve words that open everything: shown, printed, and three of them typed back, which the service judges. */
export function WordsStep({ hostName }: { hostName: string }) {
  const client = useQueryClient();
  const words = useQuery(wordsQuery);
  const confirm = useMutation({
    mutationFn: (answers: Record<string, string>) => answer(api.POST('/api/v1/setup/words', { body: { answers } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['setup'], exact: true }),
  });
  if (words.isPending) return <Loading />;
  if (words.error) return <ProblemNote error={words.error} />;
  return (
    <WordsDialogue
      kit={words.data}
      sheet={hostSheet(hostName)}
      done={m.ask_done()}
      isBusy={confirm.isPending}
      onAnswer={(answers) => confirm.mutate(answers)}
    >
      <ProblemNote error={confirm.error} />
    </WordsDialogue>
  );
}
