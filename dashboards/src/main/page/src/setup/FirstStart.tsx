import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import type { SetupState } from '../api/model';
import { m } from '../paraglide/messages.js';
import { KeyIcon } from '../parts/Icons';
import { Steps } from '../parts/Steps';
import { emptyPlace } from './draft';
import { OpenStep } from './OpenStep';
import { useWhat } from './useWhat';
import { WhatStep } from './WhatStep';
import { WhereStep } from './WhereStep';
import { WordsStep } from './WordsStep';

/** From nothing to protected in three steps. The last one is the service's to remember: the words must be typed back. */
export default function FirstStart({ setup }: { setup: SetupState }) {
  const [what, setWhat] = useWhat(setup.suggestions);
  const [place, setPlace] = useState(emptyPlace);
  const [isWhatDone, setIsWhatDone] = useState(false);
  const [isOpening, setIsOpening] = useState(false);
  const step = setup.phase === 'ConfirmWords' ? 2 : isWhatDone ? 1 : 0;
  useEffect(() => {
    document.title = `${m.first_start()} · MOWS Backup`;
    window.scrollTo(0, 0);
  }, [step, isOpening]);
  if (isOpening && step < 2) {
    return <OpenStep hostName={setup.hostName} place={place} onChange={setPlace} onBack={() => setIsOpening(false)} />;
  }
  return (
    <>
      <Steps names={[m.step_what(), m.step_where(), m.step_words()]} current={step} />
      {step === 0 ? (
        <WhatStep
          title={m.what_title({ host: setup.hostName })}
          what={what}
          onChange={setWhat}
          nextWord={m.next()}
          onNext={() => setIsWhatDone(true)}
        >
          <Button className="button quiet large" onPress={() => setIsOpening(true)}>
            <KeyIcon />
            {m.open_offer()}
          </Button>
        </WhatStep>
      ) : step === 1 ? (
        <WhereStep what={what} place={place} onChange={setPlace} onBack={() => setIsWhatDone(false)} />
      ) : (
        <WordsStep hostName={setup.hostName} />
      )}
    </>
  );
}
