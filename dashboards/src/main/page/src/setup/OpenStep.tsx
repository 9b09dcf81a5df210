import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Label, RadioGroup } from 'react-aria-components';
import { answer, api } from '../api/client';
import type { FoundHost } from '../api/model';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { Choice } from '../parts/Choice';
import { ServerIcon } from '../parts/Icons';
import { Note, ProblemNote } from '../parts/Note';
import { isPlaceFilled, placeOf, type PlaceDraft } from './draft';
import { PlaceChoice } from './PlaceChoice';
import { PlaceFields } from './PlaceFields';
import { SecretField } from './SecretField';
import { useSetUp } from './useSetUp';

/** A machine is lost and its kit is there: open the repository, see what it holds, and take the machine's place. */
export function OpenStep({
  hostName,
  place,
  onChange,
  onBack,
}: {
  hostName: string;
  place: PlaceDraft;
  onChange: (place: PlaceDraft) => void;
  onBack: () => void;
}) {
  const [secret, setSecret] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const look = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/places/look', { body: { place: placeOf(place), secret } })),
    onSuccess: (found) => setChosen(found.hosts[0]?.id ?? null),
  });
  const take = useSetUp();
  const forget = () => {
    look.reset();
    take.reset();
  };
  const hosts = look.data?.hosts ?? [];
  const isFilled = isPlaceFilled(place) && secret.trim() !== '';

  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null && look.data) take.mutate({ apps: [], place: placeOf(place), existing: { secret, host: chosen } });
        else if (isFilled) look.mutate();
      }}
    >
      <div className="stack">
        <h1>{m.open_title()}</h1>
        <p className="lead">{m.open_text()}</p>
      </div>
      <PlaceChoice
        title={m.open_where()}
        kind={place.kind}
        onChange={(kind) => {
          forget();
          onChange({ ...place, kind });
        }}
      />
      <PlaceFields
        isThere
        place={place}
        onChange={(changed) => {
          forget();
          onChange({ ...place, ...changed });
        }}
      />
      <SecretField
        value={secret}
        onChange={(value) => {
          forget();
          setSecret(value);
        }}
      />
      {look.data && hosts.length === 0 ? (
        <Note tone="warning" title={m.open_nothing()} next={m.open_nothing_next()} />
      ) : null}
      {hosts.length > 0 ? (
        <>
          <Note tone="good" title={m.open_found()}>
            <p>{m.open_found_text({ host: hostName })}</p>
          </Note>
          <RadioGroup value={chosen} onChange={setChosen} className="stack">
            <Label className="hidden-text">{m.open_which()}</Label>
            {hosts.map((host) => (
              <Found key={host.id} host={host} />
            ))}
          </RadioGroup>
        </>
      ) : null}
      <ProblemNote error={look.error ?? take.error} />
      <div className="actions">
        <Button type="submit" className="button primary large" isDisabled={!isFilled || look.isPending || take.isPending}>
          {look.isPending ? m.open_looking() : take.isPending ? m.open_taking() : hosts.length > 0 ? m.open_take() : m.open_look()}
        </Button>
        <Button className="button quiet large" onPress={onBack} isDisabled={take.isPending}>
          {m.back()}
        </Button>
      </div>
    </form>
  );
}

function Found({ host }: { host: FoundHost }) {
  return (
    <Choice value={host.id} icon={<ServerIcon size={24} />} title={host.apps.map((app) => app.name).join(', ')}>
      {m.open_newest({ time: formatDateTime(host.newest) })}
      {host.apps.map((app) => (
        <span key={app.name} className="found-app">
          <span className="path">{[...app.directories, ...app.databases].join(', ')}</span>
          <span>{m.open_points({ count: app.restorePoints })}</span>
        </span>
      ))}
    </Choice>
  );
}
