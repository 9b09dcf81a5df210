import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Label, RadioGroup } from 'react-aria-components';
import { answer, api } from '../api/client';
import { setupQuery, wordsQuery } from '../api/queries';
import { m } from '../paraglide/messages.js';
import { Choice } from '../parts/Choice';
import { CloudIcon, DiskIcon, ServerIcon } from '../parts/Icons';
import { ProblemNote } from '../parts/Note';
import { isPlaceFilled, placeOf, requestOf, type DirectoryDraft, type PlaceDraft, type PlaceKind } from './draft';
import { PlaceFields } from './PlaceFields';
import { PlaceResult } from './PlaceResult';

/** Where backups go. It must have answered well once before anything is made there. */
export function WhereStep({
  directories,
  place,
  onChange,
  onBack,
}: {
  directories: DirectoryDraft[];
  place: PlaceDraft;
  onChange: (place: PlaceDraft) => void;
  onBack: () => void;
}) {
  const client = useQueryClient();
  const [tested, setTested] = useState<PlaceDraft | null>(null);
  const test = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/places/test', { body: placeOf(place) })),
    onSuccess: () => setTested(place),
  });
  const begin = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/setup', { body: requestOf(directories, place) })),
    onSuccess: async (words) => {
      client.setQueryData(wordsQuery.queryKey, words);
      await client.invalidateQueries({ queryKey: setupQuery.queryKey, exact: true });
    },
  });
  const result = tested === place ? test.data : undefined;
  const isUsable = result?.state === 'Empty';
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
        if (isUsable) begin.mutate();
        else if (isPlaceFilled(place)) test.mutate();
      }}
    >
      <div className="stack">
        <h1>{m.where_title()}</h1>
        <p className="lead">{m.where_text()}</p>
      </div>
      <RadioGroup value={place.kind} onChange={(kind) => change({ kind: kind as PlaceKind })}>
        <Label className="hidden-text">{m.where_title()}</Label>
        <div className="choices">
          <Choice value="Directory" icon={<DiskIcon size={24} />} title={m.place_disk()}>
            {m.place_disk_text()}
          </Choice>
          <Choice value="S3" icon={<CloudIcon size={24} />} title={m.place_s3()}>
            {m.place_s3_text()}
          </Choice>
          <Choice value="Rest" icon={<ServerIcon size={24} />} title={m.place_rest()}>
            {m.place_rest_text()}
          </Choice>
        </div>
      </RadioGroup>
      <PlaceFields place={place} onChange={change} />
      {result ? <PlaceResult result={result} /> : null}
      <ProblemNote error={test.error ?? begin.error} />
      <div className="actions">
        <Button
          type="submit"
          className="button primary large"
          isDisabled={!isPlaceFilled(place) || test.isPending || begin.isPending}
        >
          {test.isPending ? m.testing() : begin.isPending ? m.preparing() : isUsable ? m.where_begin() : m.where_test()}
        </Button>
        <Button className="button quiet large" onPress={onBack} isDisabled={begin.isPending}>
          {m.back()}
        </Button>
      </div>
    </form>
  );
}
