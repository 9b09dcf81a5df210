import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Label, RadioGroup } from 'react-aria-components';
import { answer, api } from '../api/client';
import type { Place } from '../api/model';
import { m } from '../paraglide/messages.js';
import { Choice } from '../parts/Choice';
import { Field } from '../parts/Field';
import { FolderIcon, PlusIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { lacks, MissingRights } from '../parts/MissingRights';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { emptyPlace, isPlaceFilled, placeOf, type PlaceDraft } from '../setup/draft';
import { PlaceChoice } from '../setup/PlaceChoice';
import { PlaceFields } from '../setup/PlaceFields';
import { clusterSheet } from '../setup/RecoverySheet';
import { SecretField } from '../setup/SecretField';
import { WordsDialogue } from '../setup/WordsDialogue';
import { freshWordsQuery, placesQuery } from './queries';
import { isPlaceName, wrongWords } from './newPlace';

/** Another place that everything is backed up to: where it is, what opens it, and on paper what opens it when all else is gone. */
export default function AddPlace() {
  const list = useQuery(placesQuery);
  const [draft, setDraft] = useState<PlaceDraft>({ ...emptyPlace, kind: 'S3' });
  const [name, setName] = useState('offsite');
  const [isThere, setIsThere] = useState(false);
  const [secret, setSecret] = useState('');
  const [hasPlace, setHasPlace] = useState(false);
  const add = useAdd();
  const place = { ...placeOf(draft), name };
  if (hasPlace) return <Words place={place} onBack={() => setHasPlace(false)} />;

  const isTaken = list.data?.places.some((one) => one.name === name) ?? false;
  const missing = list.data?.missingToAdd;
  const isFilled = isPlaceFilled(draft) && isPlaceName(name) && !isTaken && (!isThere || secret.trim() !== '');
  const change = () => add.reset();
  return (
    <Page title={m.place_add()} above={<Link to="/cluster/places">{m.places()}</Link>}>
      <form
        className="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isFilled || lacks(missing)) return;
          if (isThere) add.mutate({ place, secret, existing: true });
          else setHasPlace(true);
        }}
      >
        <p className="lead">{m.place_add_text()}</p>
        <PlaceChoice
          title={m.place_add()}
          kind={draft.kind}
          hasDisks={false}
          onChange={(kind) => {
            change();
            setDraft({ ...draft, kind });
          }}
        />
        <PlaceFields
          place={draft}
          onChange={(changed) => {
            change();
            setDraft({ ...draft, ...changed });
          }}
        />
        <Field
          label={m.place_name()}
          mono
          hint={m.place_name_hint()}
          error={isTaken ? m.place_name_taken({ name }) : name !== '' && !isPlaceName(name) ? m.place_name_letters() : null}
          value={name}
          onChange={(text) => {
            change();
            setName(text.trim());
          }}
        />
        <RadioGroup
          value={isThere ? 'there' : 'new'}
          onChange={(chosen) => {
            change();
            setIsThere(chosen === 'there');
          }}
        >
          <Label className="hidden-text">{m.place_what()}</Label>
          <div className="choices">
            <Choice value="new" icon={<PlusIcon size={24} />} title={m.place_make()}>
              {m.place_make_text()}
            </Choice>
            <Choice value="there" icon={<FolderIcon size={24} />} title={m.place_there()}>
              {m.place_there_text()}
            </Choice>
          </div>
        </RadioGroup>
        {isThere ? (
          <SecretField
            value={secret}
            onChange={(text) => {
              change();
              setSecret(text);
            }}
          />
        ) : null}
        <ProblemNote error={add.error ?? list.error} />
        <div className="stack tight">
          <div className="actions">
            <Button
              type="submit"
              className="button primary large"
              isDisabled={!isFilled || lacks(missing) || add.isPending}
              aria-describedby="may-not-add"
            >
              {isThere ? m.place_add_there() : m.place_add_words()}
            </Button>
          </div>
          <MissingRights id="may-not-add" rights={missing} />
        </div>
      </form>
    </Page>
  );
}

/** Nothing is made before they were written down. */
function Words({ place, onBack }: { place: Place & { name: string }; onBack: () => void }) {
  const words = useQuery(freshWordsQuery);
  const [wrong, setWrong] = useState<number[]>([]);
  const add = useAdd();
  if (words.isPending) return <Loading />;
  if (words.error) return <ProblemNote error={words.error} />;
  const { words: all, ask } = words.data;
  return (
    <div className="stack wide">
      <WordsDialogue
        kit={{ address: place.location, words: all, ask }}
        sheet={clusterSheet(place.name)}
        done={m.place_add_done()}
        isBusy={add.isPending}
        onAnswer={(answers) => {
          const faults = wrongWords(all, ask, answers);
          setWrong(faults);
          if (faults.length === 0) add.mutate({ place, secret: all.join(' '), existing: false });
        }}
      >
        {wrong.length > 0 ? (
          <Note tone="bad" title={m.ask_wrong({ numbers: wrong.join(', ') })} next={m.ask_wrong_next()} />
        ) : null}
        <ProblemNote error={add.error} />
      </WordsDialogue>
      <div className="actions">
        <Button className="button quiet" onPress={onBack} isDisabled={add.isPending}>
          {m.back()}
        </Button>
      </div>
    </div>
  );
}

function useAdd() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (body: { place: Place; secret: string; existing: boolean }) =>
      answer(api.POST('/api/v1/cluster/repositories', { body })),
    onSuccess: (list) => {
      client.setQueryData(placesQuery.queryKey, list);
      return router.navigate({ to: '/cluster/places' });
    },
  });
}
