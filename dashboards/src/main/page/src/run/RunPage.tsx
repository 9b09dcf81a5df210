import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Run } from '../api/model';
import { runQuery } from '../api/queries';
import { formatBytes, formatNumber } from '../format/number';
import { formatDateTime, formatDuration } from '../format/time';
import { m } from '../paraglide/messages.js';
import { PhaseLamp } from '../parts/Lamp';
import { Loading } from '../parts/Loading';
import { Note, ProblemNote } from '../parts/Note';
import { Problems } from '../parts/Problems';
import { Page } from '../parts/Page';
import { isOver, secondsOf } from './progress';
import { RunCard } from './RunCard';
import { isOfApp, runTitle } from './title';

/** One run: its progress while it goes on, then what came of it. */
export default function RunPage() {
  const { run: id } = useParams({ from: '/activity/$run' });
  const run = useQuery({ ...runQuery(id), refetchInterval: (query) => (query.state.data && isOver(query.state.data) ? false : 5000) });
  return (
    <Page
      title={run.data ? runTitle(run.data) : m.activity()}
      above={<Link to="/activity">{m.activity()}</Link>}
    >
      <ProblemNote error={run.error} />
      {run.isPending ? <Loading /> : null}
      {run.data ? isOver(run.data) ? <Result run={run.data} /> : <RunCard run={run.data} /> : null}
    </Page>
  );
}

function Result({ run }: { run: Run }) {
  const seconds = secondsOf(run);
  return (
    <>
      <section className="card stack">
        <div>
          <PhaseLamp phase={run.phase} />
        </div>
        <Outcome run={run} />
        <dl className="facts">
          {isOfApp(run) ? (
            <>
              <div>
                <dt>{m.files()}</dt>
                <dd>{formatNumber(run.filesDone)}</dd>
              </div>
              <div>
                <dt>{m.size()}</dt>
                <dd>{formatBytes(run.bytesDone)}</dd>
              </div>
            </>
          ) : null}
          {seconds === null ? null : (
            <div>
              <dt>{m.took()}</dt>
              <dd>{formatDuration(seconds)}</dd>
            </div>
          )}
          {run.endedAt ? (
            <div>
              <dt>{m.ended()}</dt>
              <dd>{formatDateTime(run.endedAt)}</dd>
            </div>
          ) : null}
        </dl>
        {isOfApp(run) ? <div className="actions">
          {run.restorePoint ? (
            <Link
              to="/apps/$app/points/$point"
              params={{ app: run.app, point: run.restorePoint }}
              search={{ path: '/' }}
              className="button"
            >
              {m.see_files()}
            </Link>
          ) : null}
          <Link to="/apps/$app" params={{ app: run.app }} className="button quiet">
            {m.to_app({ app: run.app })}
          </Link>
        </div> : null}
      </section>
      <Problems problems={run.problems} />
    </>
  );
}

/** How it ended: for a restore, where the files are and where what they replaced is kept. */
function Outcome({ run }: { run: Run }) {
  if (run.phase !== 'Succeeded') {
    return (
      <Note
        tone={run.phase === 'Failed' ? 'bad' : 'warning'}
        title={run.message ?? (run.phase === 'Cancelled' ? m.was_cancelled() : m.went_wrong())}
        next={run.next}
      />
    );
  }
  if (run.kind !== 'Restore') return run.message ? <p className="lead">{run.message}</p> : null;
  return (
    <>
      <Note tone="good" title={run.result ? m.restored_to({ directory: run.result }) : m.restored_in_place()} />
      {run.safetyRestorePoint ? (
        <p>
          {m.safety_kept()}{' '}
          <Link
            to="/apps/$app/points/$point"
            params={{ app: run.app, point: run.safetyRestorePoint }}
            search={{ path: '/' }}
          >
            {m.safety_see()}
          </Link>
        </p>
      ) : null}
    </>
  );
}
