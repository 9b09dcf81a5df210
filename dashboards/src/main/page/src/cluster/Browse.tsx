import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { answer, api } from '../api/client';
import type { FileEntry } from '../api/model';
import { Crumbs } from '../browse/Crumbs';
import { FileList } from '../browse/FileList';
import { withoutNested } from '../browse/paths';
import { SelectionBar } from '../browse/SelectionBar';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { DownloadIcon, PutBackIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { isFileOfVolume, isObject } from './inside';
import { ObjectView } from './ObjectView';
import { archiveAddress, contentAddress, filesQuery, pointQuery } from './queries';

/** What is in a restore point: files of volumes, objects, dumps. One file is put back from here, or one object. */
export default function Browse() {
  const { app, point } = useParams({ from: '/cluster/apps/$app/points/$point/files' });
  const { path, since } = useSearch({ from: '/cluster/apps/$app/points/$point/files' });
  const navigate = useNavigate();
  // What is chosen stays chosen in other directories.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const time = useQuery(pointQuery(app, point)).data?.time;

  const open = (to: string) =>
    navigate({ to: '/cluster/apps/$app/points/$point/files', params: { app, point }, search: { path: to, since: undefined } });
  const plan = useMutation({
    mutationFn: (only: string[]) =>
      answer(
        api.POST('/api/v1/cluster/restores', {
          body: { app, restorePoint: point, targetNamespace: null, replace: true, deleteFiles: false, only },
        }),
      ),
    onSuccess: (restore) => navigate({ to: '/cluster/restores/$restore', params: { restore: restore.name } }),
  });

  return (
    <Page
      title={time ? formatDateTime(time) : app}
      above={
        <Link to="/cluster/apps/$app/points/$point" params={{ app, point }} search={{ undo: false }}>
          {app}
        </Link>
      }
      action={
        isObject(path) ? undefined : (
          <span className="row">
            <Link to="/cluster/apps/$app/points/$point/changes" params={{ app, point }} search={{ since: undefined }} className="button quiet">
              {m.changes_title()}
            </Link>
            <a className="button" href={archiveAddress(app, point, path)} download>
              <DownloadIcon size={18} />
              {m.download_folder()}
            </a>
          </span>
        )
      }
    >
      <section className="stack">
        <Crumbs path={path}>
          {(crumb) => (
            <Link to="/cluster/apps/$app/points/$point/files" params={{ app, point }} search={{ path: crumb.path, since: undefined }}>
              {crumb.name}
            </Link>
          )}
        </Crumbs>
        <ProblemNote error={plan.error} />
        {isObject(path) ? (
          <ObjectView app={app} point={point} path={path} since={since} isBusy={plan.isPending} onPutBack={(object) => plan.mutate([object])} />
        ) : (
          <FileList
            key={path}
            source={{
              listing: (directory) => filesQuery(app, point, directory),
              content: (file) => contentAddress(app, point, file),
              isChoosable: isFileOfVolume,
              isShown: (entry: FileEntry) => isObject(entry.path),
            }}
            path={path}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={(entry) => void open(entry.path)}
            waiting={
              <div className="stack">
                <Loading />
                <p className="soft small">{m.repository_opens()}</p>
              </div>
            }
          />
        )}
      </section>
      <SelectionBar chosen={chosen} onClear={() => setChosen(new Set())}>
        <Button className="button primary" isDisabled={plan.isPending} onPress={() => plan.mutate(withoutNested(chosen))}>
          <PutBackIcon size={18} />
          {plan.isPending ? m.planning() : m.put_back()}
        </Button>
      </SelectionBar>
    </Page>
  );
}
