import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { answer, api } from '../api/client';
import { wordsQuery } from '../api/queries';
import { m } from '../paraglide/messages.js';
import { Field } from '../parts/Field';
import { PrintIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { RecoverySheet } from './RecoverySheet';

/** The twelve words that open everything: shown, printed, and three of them typed back. */
export function WordsStep({ hostName }: { hostName: string }) {
  const words = useQuery(wordsQuery);
  const [isAsking, setIsAsking] = useState(false);
  if (words.isPending) return <Loading />;
  if (words.error) return <ProblemNote error={words.error} />;
  return isAsking ? (
    <Ask ask={words.data.ask} onBack={() => setIsAsking(false)} />
  ) : (
    <div className="has-sheet stack wide">
      <RecoverySheet kit={words.data} hostName={hostName} />
      <div className="stack">
        <h1>{m.words_title()}</h1>
        <p className="lead">{m.words_text()}</p>
      </div>
      <div className="card">
        <ol className="words" aria-label={m.words_title()} translate="no">
          {words.data.words.map((word, position) => (
            <li key={position}>{word}</li>
          ))}
        </ol>
      </div>
      <div className="actions">
        <Button className="button primary large" onPress={() => setIsAsking(true)}>
          {m.words_kept()}
        </Button>
        <Button className="button large" onPress={() => window.print()}>
          <PrintIcon />
          {m.words_print()}
        </Button>
      </div>
    </div>
  );
}

function Ask({ ask, onBack }: { ask: number[]; onBack: () => void }) {
  const client = useQueryClient();
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const confirm = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/setup/words', { body: { answers } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['setup'], exact: true }),
  });
  const isFilled = ask.every((number) => answers[number]);
  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled) confirm.mutate();
      }}
    >
      <div className="stack">
        <h1>{m.ask_title()}</h1>
        <p className="lead">{m.ask_text()}</p>
      </div>
      <div className="asked">
        {ask.map((number) => (
          <Field
            key={number}
            label={m.ask_word({ number })}
            autoComplete="off"
            value={answers[number] ?? ''}
            onChange={(word) => setAnswers({ ...answers, [number]: word.trim().toLowerCase() })}
          />
        ))}
      </div>
      <ProblemNote error={confirm.error} />
      <div className="actions">
        <Button type="submit" className="button primary large" isDisabled={!isFilled || confirm.isPending}>
          {m.ask_done()}
        </Button>
        <Button className="button quiet large" onPress={onBack}>
          {m.ask_again()}
        </Button>
      </div>
    </form>
  );
}
