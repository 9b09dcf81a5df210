import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { RecoveryWords } from '../api/model';
import { m } from '../paraglide/messages.js';
import { Field } from '../parts/Field';
import { PrintIcon } from '../parts/Icons';
import { RecoverySheet, type SheetText } from './RecoverySheet';

/** Shows words, on the screen and on paper, and asks for some of them. Whether the answers are right somebody else says. */
export function WordsDialogue({
  kit,
  sheet,
  done,
  isBusy,
  onAnswer,
  children,
}: {
  kit: RecoveryWords;
  sheet: SheetText;
  /** What happens when they are right. */
  done: string;
  isBusy: boolean;
  onAnswer: (answers: Record<string, string>) => void;
  /** What was wrong with the last answers. */
  children: ReactNode;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const [answers, setAnswers] = useState<Record<string, string>>({});
  if (!isAsking) return <Show kit={kit} sheet={sheet} onKept={() => setIsAsking(true)} />;
  const isFilled = kit.ask.every((number) => answers[number]);
  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled) onAnswer(answers);
      }}
    >
      <div className="stack">
        <h1>{m.ask_title()}</h1>
        <p className="lead">{m.ask_text()}</p>
      </div>
      <div className="asked">
        {kit.ask.map((number) => (
          <Field
            key={number}
            label={m.ask_word({ number })}
            autoComplete="off"
            value={answers[number] ?? ''}
            onChange={(word) => setAnswers({ ...answers, [number]: word.trim().toLowerCase() })}
          />
        ))}
      </div>
      {children}
      <div className="actions">
        <Button type="submit" className="button primary large" isDisabled={!isFilled || isBusy}>
          {done}
        </Button>
        <Button className="button quiet large" onPress={() => setIsAsking(false)}>
          {m.ask_again()}
        </Button>
      </div>
    </form>
  );
}

function Show({ kit, sheet, onKept }: { kit: RecoveryWords; sheet: SheetText; onKept: () => void }) {
  return (
    <div className="has-sheet stack wide">
      <RecoverySheet kit={kit} sheet={sheet} />
      <div className="stack">
        <h1>{m.words_title()}</h1>
        <p className="lead">{m.words_text()}</p>
      </div>
      <div className="card">
        <ol className="words" aria-label={m.words_title()} translate="no">
          {kit.words.map((word, position) => (
            <li key={position}>{word}</li>
          ))}
        </ol>
      </div>
      <div className="actions">
        <Button className="button primary large" onPress={onKept}>
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
