import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Run } from '../api/model';
import { runsQuery } from '../api/queries';
import { useNow } from '../format/now';
import { formatBytes } from '../format/number';
import { formatDuration, formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { ChevronIcon } from '../parts/Icons';
import { PhaseLamp } from '../parts/Lamp';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { isOver, secondsOf } from './progress';
import { RunCard } from './RunCard';
import { isOfApp, runTitle } from './title';

/** What runs, and what ran: with the cause and the next step where it went wrong. */
export default function Activity() {
  const now = useNow();
  const runs = useQuery(runsQuery());
  const going = (runs.data ?? []).filter((run) => !isOver(run));
  const over = (runs.data ?? []).filter(isOver);
  return (
    <Page title={m.activity()}>
      <ProblemNote error={runs.error} />
      {runs.isPending ? <Loading /> : null}
      {going.map((run) => (
        <RunCard key={run.id} run={run} />
      ))}
      {over.length > 0 ? (
        <ul className="rows">
          {over.map((run) => (
            <li key={run.id}>
              <RunRow run={run} now={now} />
            </li>
          ))}
        </ul>
      ) : null}
      {runs.data?.length === 0 ? <p className="card empty">{m.no_runs()}</p> : null}
    </Page>
  );
}

function RunRow({ run, now }: { run: Run; now: number }) {
  const seconds = secondsOf(run, now);
  return (
    <Link to="/activity/$run" params={{ run: run.id }} className="row-link">
      <span className="grow stack close">
        <span className="row apart">
          <strong>{runTitle(run)}</strong>
          <PhaseLamp phase={run.phase} />
        </span>
        <span className="row small soft numbers">
          <span>{formatRelative(run.endedAt ?? run.createdAt, now)}</span>
          {seconds === null ? null : <span>{formatDuration(seconds)}</span>}
          {isOfApp(run) ? <span>{formatBytes(run.bytesDone)}</span> : null}
        </span>
        {run.phase === 'Succeeded' || !run.message ? null : <span className="small">{run.message}</span>}
      </span>
      <span className="chevron">
        <ChevronIcon />
      </span>
    </Link>
  );
}
