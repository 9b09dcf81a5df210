import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { contentAddress, filesQuery, restorePointsQuery } from '../api/queries';
import { formatBytes, formatNumber } from '../format/number';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { PutBackIcon } from '../parts/Icons';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { Crumbs } from './Crumbs';
import { FileList } from './FileList';
import { withoutNested } from './paths';
import { SelectionBar } from './SelectionBar';

/** The files of a restore point: look, download, choose what to put back. */
export default function Browse() {
  const { app, point: id } = useParams({ from: '/apps/$app/points/$point' });
  const { path } = useSearch({ from: '/apps/$app/points/$point' });
  const navigate = useNavigate();
  // What is chosen stays chosen in other directories.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const points = useQuery(restorePointsQuery(app));
  const point = points.data?.find((one) => one.id === id);
  const title = point ? formatDateTime(point.time) : app;

  const open = (directory: string) =>
    navigate({ to: '/apps/$app/points/$point', params: { app, point: id }, search: { path: directory } });
  const putBack = (paths: string[]) =>
    navigate({ to: '/apps/$app/points/$point/restore', params: { app, point: id }, search: { paths } });

  return (
    <Page
      title={title}
      above={
        <Link to="/apps/$app" params={{ app }}>
          {app}
        </Link>
      }
    >
      <div className="row apart">
        <p className="soft numbers">
          {point
            ? m.files_and_size({ count: point.files, files: formatNumber(point.files), size: formatBytes(point.bytes) })
            : null}
        </p>
        <Button className="button" onPress={() => void putBack(['/'])}>
          <PutBackIcon size={18} />
          {m.put_all_back()}
        </Button>
      </div>
      {point && point.complete === false ? (
        <Note tone="warning" title={m.incomplete({ count: point.problems.length })}>
          {point.problems.slice(0, 5).map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </Note>
      ) : null}
      <ProblemNote error={points.error} />
      <section className="stack">
        <Crumbs path={path}>
          {(crumb) => (
            <Link to="/apps/$app/points/$point" params={{ app, point: id }} search={{ path: crumb.path }}>
              {crumb.name}
            </Link>
          )}
        </Crumbs>
        <FileList
          key={path}
          source={{ listing: (directory) => filesQuery(id, directory), content: (file) => contentAddress(id, file) }}
          path={path}
          chosen={chosen}
          onChoose={setChosen}
          onOpen={(directory) => void open(directory.path)}
        />
      </section>
      <SelectionBar chosen={chosen} onClear={() => setChosen(new Set())}>
        <Button className="button primary" onPress={() => void putBack(withoutNested(chosen))}>
          <PutBackIcon size={18} />
          {m.put_back()}
        </Button>
      </SelectionBar>
    </Page>
  );
}
