import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Today as TodayState } from '../api/model';
import { appsQuery, runsQuery, todayQuery } from '../api/queries';
import { AppCard } from '../apps/AppCard';
import { BackUpNow } from '../apps/BackUpNow';
import { useNow } from '../format/now';
import { m } from '../paraglide/messages.js';
import { VerdictLamp } from '../parts/Lamp';
import { Loading } from '../parts/Loading';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { CheckNow } from '../places/CheckNow';
import { Places } from '../places/Places';
import { isOver } from '../run/progress';
import { RunCard } from '../run/RunCard';
import { sayReason, sayVerdict } from './sentence';

/** One honest sentence, the worst first, and what goes on. */
export function Today() {
  const now = useNow();
  const today = useQuery({ ...todayQuery, refetchInterval: 60_000 });
  const apps = useQuery(appsQuery);
  const runs = useQuery(runsQuery());
  const going = (runs.data ?? []).filter((run) => !isOver(run));

  return (
    <Page
      title={m.today()}
      heading={
        <div className="verdict" aria-live="polite">
          {today.data ? null : <h1 className="hidden-text">{m.today()}</h1>}
          {today.data ? (
            <>
              <VerdictLamp state={today.data.state} />
              <h1>{sayVerdict(today.data, now)}</h1>
            </>
          ) : today.error ? (
            <ProblemNote error={today.error} />
          ) : (
            <Loading lines={1} />
          )}
        </div>
      }
    >
      {today.data ? <Findings today={today.data} /> : null}
      {going.map((run) => (
        <RunCard key={run.id} run={run} />
      ))}
      <section className="stack" aria-labelledby="today-apps">
        <h2 id="today-apps">{m.apps()}</h2>
        <ProblemNote error={apps.error} />
        {apps.isPending ? <Loading /> : null}
        <div className="app-grid">{apps.data?.map((app) => <AppCard key={app.name} app={app} now={now} />)}</div>
      </section>
      <Places now={now} />
    </Page>
  );
}

const shown = 3;

function Findings({ today }: { today: TodayState }) {
  const { reasons } = today;
  if (reasons.length === 0) return null;
  return (
    <section className="stack" aria-label={m.findings()}>
      {reasons.slice(0, shown).map((reason) => (
        <Note
          key={`${reason.app} ${reason.sentence.key} ${Object.values(reason.sentence.values).join(' ')}`}
          tone={today.state === 'Bad' ? 'bad' : 'warning'}
          title={reason.app ?? m.this_machine()}
        >
          <p>{sayReason(reason.sentence)}</p>
          <NextStep app={reason.app} next={reason.next} />
        </Note>
      ))}
      {reasons.length > shown ? <p className="soft">{m.findings_more({ count: reasons.length - shown })}</p> : null}
    </section>
  );
}

function NextStep({ app, next }: { app?: string | null; next: TodayState['reasons'][number]['next'] }) {
  switch (next.key) {
    case 'app.backUpNow':
      return app ? (
        <div className="actions">
          <BackUpNow app={app} />
        </div>
      ) : null;
    case 'app.resume':
      return app ? (
        <div className="actions">
          <Link to="/apps/$app" params={{ app }} className="button compact">
            {m.to_app({ app })}
          </Link>
        </div>
      ) : null;
    case 'app.seeRuns':
      return app ? (
        <div className="actions">
          <BackUpNow app={app} />
          <Link to="/activity" className="button compact">
            {m.see_cause()}
          </Link>
        </div>
      ) : null;
    case 'place.check':
      return (
        <div className="actions">
          <CheckNow />
        </div>
      );
    case 'place.again':
      return <p className="soft">{m.next_again()}</p>;
    case 'document.correct':
      return <p className="soft">{m.next_document()}</p>;
    case 'repository.look':
      return <p className="soft">{m.next_repository()}</p>;
    default:
      return <p className="soft">{Object.values(next.values).join(' ')}</p>;
  }
}
