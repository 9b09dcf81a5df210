import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { answer, api } from '../api/client';
import { m } from '../paraglide/messages.js';
import { ProblemNote } from '../parts/Note';
import { isPlaceFilled, placeOf, requestOf, type PlaceDraft, type WhatDraft } from './draft';
import { PlaceChoice } from './PlaceChoice';
import { PlaceFields } from './PlaceFields';
import { PlaceResult } from './PlaceResult';
import { SecretField } from './SecretField';
import { useSetUp } from './useSetUp';

/** Where backups go. It must have answered well once before anything is made there. */
export function WhereStep({
  what,
  place,
  onChange,
  onBack,
}: {
  what: WhatDraft;
  place: PlaceDraft;
  onChange: (place: PlaceDraft) => void;
  onBack: () => void;
}) {
  const [tested, setTested] = useState<PlaceDraft | null>(null);
  const test = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/places/test', { body: placeOf(place) })),
    onSuccess: () => setTested(place),
  });
  const result = tested === place ? test.data : undefined;
  const isThere = result?.state === 'Repository';
  const [secret, setSecret] = useState('');
  const begin = useSetUp();
  const isUsable = result?.state === 'Empty' || (isThere && secret.trim() !== '');
  const change = (changed: Partial<PlaceDraft>) => {
    test.reset();
    begin.reset();
    onChange({ ...place, ...changed });
  };

  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        if (isUsable) begin.mutate(requestOf(what, place, isThere ? secret : null));
        else if (isPlaceFilled(place) && !isThere) test.mutate();
      }}
    >
      <div className="stack">
        <h1>{m.where_title()}</h1>
        <p className="lead">{m.where_text()}</p>
      </div>
      <PlaceChoice title={m.where_title()} kind={place.kind} onChange={(kind) => change({ kind })} />
      <PlaceFields place={place} onChange={change} />
      {result ? <PlaceResult result={result} /> : null}
      {isThere ? (
        <SecretField
          value={secret}
          onChange={(value) => {
            begin.reset();
            setSecret(value);
          }}
        />
      ) : null}
      <ProblemNote error={test.error ?? begin.error} />
      <div className="actions">
        <Button
          type="submit"
          className="button primary large"
          isDisabled={!isPlaceFilled(place) || (isThere && !isUsable) || test.isPending || begin.isPending}
        >
          {test.isPending ? m.testing() : begin.isPending ? m.preparing() : isThere ? m.where_use() : isUsable ? m.where_begin() : m.where_test()}
        </Button>
        <Button className="button quiet large" onPress={onBack} isDisabled={begin.isPending}>
          {m.back()}
        </Button>
      </div>
    </form>
  );
}
