import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { Problem } from '../api/problem';
import type { AppMoment, ClusterFinding, ClusterToday } from '../api/model';
import { useNow } from '../format/now';
import { formatDateTime, formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { ChevronIcon, RequestIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { VerdictLamp } from './Lamps';
import { requestsQuery, runningQuery, todayQuery } from './queries';
import { RunRows } from './RunRows';
import { sayFinding, sayOffSite, sayVerdict } from './verdict';

/** One honest sentence about the cluster, the worst first, what runs, and what comes next. */
export default function Today() {
  const now = useNow();
  const today = useQuery(todayQuery);
  // Whoever may see some apps only is shown those.
  if (today.error instanceof Problem && today.error.status === 403) return <Navigate to="/cluster/apps" replace />;
  return (
    <Page
      title={m.today()}
      heading={
        <div className="verdict" aria-live="polite">
          {today.data ? null : <h1 className="hidden-text">{m.today()}</h1>}
          <ProblemNote error={today.error} />
          {today.data ? (
            <>
              <VerdictLamp today={today.data} />
              <h1>{sayVerdict(today.data, now)}</h1>
              {sayOffSite(today.data, now).map((sentence) => (
                <p key={sentence} className="lead">
                  {sentence}
                </p>
              ))}
            </>
          ) : today.isPending ? (
            <Loading lines={1} />
          ) : null}
        </div>
      }
    >
      {today.data ? <Findings today={today.data} /> : null}
      <Waiting />
      <Running now={now} />
      {today.data ? <Next next={today.data.next} now={now} /> : null}
    </Page>
  );
}

const shown = 5;

function Findings({ today }: { today: ClusterToday }) {
  if (today.verdict === 'NoPlace') {
    return (
      <Note tone="bad" title={m.cluster_no_place_next()}>
        <ToPlaces />
      </Note>
    );
  }
  const more = Math.max(0, today.findings.length - shown) + today.moreFindings;
  if (today.findings.length === 0) return null;
  return (
    <section className="stack" aria-label={m.findings()}>
      {today.findings.slice(0, shown).map((finding) => (
        <Note key={`${finding.kind} ${finding.about}`} tone={finding.bad ? 'bad' : 'warning'} title={finding.about}>
          <p>{sayFinding(finding)}</p>
          <NextStep finding={finding} />
        </Note>
      ))}
      {more > 0 ? (
        <p className="soft">
          {m.findings_more({ count: more })} <Link to="/cluster/apps">{m.to_apps()}</Link>
        </p>
      ) : null}
    </section>
  );
}

function NextStep({ finding }: { finding: ClusterFinding }) {
  switch (finding.kind) {
    case 'AppLost':
    case 'AppPartly':
    case 'AppNew':
      return (
        <div className="actions">
          <Link to="/cluster/apps/$app" params={{ app: finding.about }} className="button compact">
            {m.to_app({ app: finding.about })}
          </Link>
        </div>
      );
    case 'AppRequested':
      return (
        <div className="actions">
          <Link to="/cluster/requests" className="button compact">
            {m.to_request()}
          </Link>
        </div>
      );
    case 'PlaceClosed':
      return <ToPlaces>{m.finding_place_closed_next()}</ToPlaces>;
    case 'PlaceDamaged':
      return <ToPlaces>{m.finding_place_damaged_next()}</ToPlaces>;
    case 'OffSiteLate':
    case 'PlaceUntried':
    case 'PlaceNotPruned':
      return <ToPlaces />;
  }
}

function ToPlaces({ children }: { children?: string }) {
  return (
    <>
      {children ? <p className="soft">{children}</p> : null}
      <div className="actions">
        <Link to="/cluster/places" className="button compact">
          {m.to_places()}
        </Link>
      </div>
    </>
  );
}

/** Somebody waits for an answer. */
function Waiting() {
  const requests = useQuery(requestsQuery);
  const waiting = requests.data?.requests.filter((request) => request.state === 'Waiting') ?? [];
  if (waiting.length === 0) return null;
  return (
    <Link to="/cluster/requests" className="card row-link">
      <RequestIcon />
      <span className="grow stack close">
        <strong>{m.requests_wait({ count: waiting.length })}</strong>
        <span className="small soft">{[...new Set(waiting.map((request) => request.namespace))].join(', ')}</span>
      </span>
      <span className="chevron">
        <ChevronIcon />
      </span>
    </Link>
  );
}

function Running({ now }: { now: number }) {
  const running = useQuery(runningQuery);
  const runs = running.data?.runs ?? [];
  if (runs.length === 0) return <ProblemNote error={running.error} />;
  return (
    <section className="stack" aria-labelledby="running">
      <h2 id="running">{m.now_running()}</h2>
      <RunRows runs={runs} now={now} />
    </section>
  );
}

function Next({ next, now }: { next: AppMoment[]; now: number }) {
  if (next.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="next">
      <h2 id="next">{m.next_backups()}</h2>
      <ul className="rows">
        {next.map(({ app, time }) => (
          <li key={app}>
            <Link to="/cluster/apps/$app" params={{ app }} className="row-link tight">
              <strong className="grow">{app}</strong>
              <span className="soft small numbers" title={formatDateTime(time)}>
                {new Date(time).getTime() <= now ? m.next_due() : formatRelative(time, now)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
