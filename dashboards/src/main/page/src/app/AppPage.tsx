import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { App } from '../api/model';
import { appQuery, restorePointsQuery, runsQuery } from '../api/queries';
import { databasesOf } from '../apps/Holds';
import { BackUpNow } from '../apps/BackUpNow';
import { useNow } from '../format/now';
import { formatSchedule } from '../format/schedule';
import { formatDateTime, formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { AppLamp } from '../parts/Lamp';
import { Loading } from '../parts/Loading';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { isOver } from '../run/progress';
import { RunCard } from '../run/RunCard';
import { sayKeep } from './keep';
import { Resume } from './Resume';
import { Timeline } from './Timeline';

/** An app: how it is, what runs, and the way back through time. */
export default function AppPage() {
  const { app: name } = useParams({ from: '/apps/$app' });
  const now = useNow();
  const app = useQuery(appQuery(name));
  const points = useQuery(restorePointsQuery(name));
  const runs = useQuery(runsQuery(name));
  const going = (runs.data ?? []).filter((run) => !isOver(run));

  return (
    <Page title={name} above={<Link to="/apps">{m.apps()}</Link>}>
      <ProblemNote error={app.error} />
      {app.isPending ? <Loading lines={1} /> : null}
      {app.data ? (
        <>
          <section className="card stack">
            <div className="row apart">
              <AppLamp state={app.data.state} />
              {going.length > 0 ? null : app.data.state === 'Paused' ? <Resume app={name} /> : <BackUpNow app={name} large />}
            </div>
            {app.data.problem ? (
              <Note tone={app.data.state === 'Failed' ? 'bad' : 'warning'} title={app.data.problem} />
            ) : null}
            {app.data.state === 'Paused' ? (
              <Note tone="warning" title={m.paused_title()} next={m.paused_next()} />
            ) : null}
            <Facts app={app.data} now={now} />
          </section>
          {going.map((run) => (
            <RunCard key={run.id} run={run} />
          ))}
        </>
      ) : null}
      <section className="stack" aria-labelledby="restore-points">
        <h2 id="restore-points">{m.restore_points()}</h2>
        <ProblemNote error={points.error} />
        {points.isPending ? <Loading /> : null}
        {points.data ? <Timeline app={name} points={points.data} start={startOf(app.data)} now={now} /> : null}
      </section>
    </Page>
  );
}

/** Where somebody begins to look who looks into a restore point: in the directory, if that is all there is. */
function startOf(app: App | undefined): string {
  const [only, ...others] = app?.directories ?? [];
  return only && others.length === 0 && app?.databases.length === 0 ? only : '/';
}

function Facts({ app, now }: { app: App; now: number }) {
  return (
    <dl className="facts">
      <div>
        <dt>{m.newest_restore_point()}</dt>
        <dd>{app.lastRestorePoint ? formatRelative(app.lastRestorePoint, now) : m.none_yet()}</dd>
      </div>
      <div>
        <dt>{m.next_backup()}</dt>
        <dd title={app.nextRun ? formatDateTime(app.nextRun) : undefined}>
          {app.nextRun ? formatRelative(app.nextRun, now) : m.none_planned()}
        </dd>
      </div>
      <div>
        <dt>{m.schedule()}</dt>
        <dd>{formatSchedule(app.schedule)}</dd>
      </div>
      <div>
        <dt>{m.keeps()}</dt>
        <dd>{sayKeep(app.keep)}</dd>
      </div>
      {app.directories.length > 0 ? (
        <div>
          <dt>{m.directories()}</dt>
          <dd className="path">{app.directories.join(', ')}</dd>
        </div>
      ) : null}
      {app.databases.length > 0 ? (
        <div>
          <dt>{m.databases()}</dt>
          <dd>{databasesOf(app)}</dd>
        </div>
      ) : null}
    </dl>
  );
}
