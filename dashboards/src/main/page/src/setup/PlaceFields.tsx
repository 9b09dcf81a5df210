import { useState } from 'react';
import { Button } from 'react-aria-components';
import { m } from '../paraglide/messages.js';
import { DirectoryPicker } from '../parts/DirectoryPicker';
import { Field } from '../parts/Field';
import { repositoryIn, type PlaceDraft } from './draft';

/** What has to be known of a place of each kind. */
export function PlaceFields({
  place,
  isThere = false,
  onChange,
}: {
  place: PlaceDraft;
  /** Whether the repository is there already, and not to be made in a directory of its own. */
  isThere?: boolean;
  onChange: (changed: Partial<PlaceDraft>) => void;
}) {
  const [isPicking, setIsPicking] = useState(false);
  const text = (name: Exclude<keyof PlaceDraft, 'kind'>) => ({
    value: place[name],
    onChange: (value: string) => onChange({ [name]: value }),
  });
  switch (place.kind) {
    case 'Directory':
      return (
        <div className="row field-row">
          <div className="grow">
            <Field label={m.directory()} mono placeholder="/media/backup/mows-backup" {...text('directory')} />
          </div>
          <Button className="button" onPress={() => setIsPicking(true)}>
            {m.choose()}
          </Button>
          {isPicking ? (
            <DirectoryPicker
              title={isThere ? m.open_where() : m.where_pick()}
              onClose={() => setIsPicking(false)}
              onPick={(directory) => {
                onChange({ directory: isThere ? directory : repositoryIn(directory) });
                setIsPicking(false);
              }}
            />
          ) : null}
        </div>
      );
    case 'S3':
      return (
        <div className="fields">
          <Field label={m.s3_endpoint()} mono placeholder="https://s3.example.org" {...text('endpoint')} />
          <Field label={m.s3_bucket()} mono {...text('bucket')} />
          <Field label={m.s3_key()} mono autoComplete="off" {...text('accessKeyId')} />
          <Field label={m.s3_secret()} mono type="password" autoComplete="off" {...text('secretAccessKey')} />
          <Field label={m.s3_region()} mono {...text('region')} />
          <Field label={m.s3_prefix()} mono {...text('prefix')} />
        </div>
      );
    case 'Rest':
      return (
        <div className="fields">
          <Field label={m.rest_address()} mono placeholder="https://backup.example.org/photos" {...text('address')} />
          <Field label={m.rest_user()} mono autoComplete="off" {...text('user')} />
          <Field label={m.rest_password()} mono type="password" autoComplete="off" {...text('password')} />
        </div>
      );
  }
}
