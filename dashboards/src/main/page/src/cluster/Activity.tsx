import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useId } from 'react';
import type { RunSelection } from '../api/model';
import { useNow } from '../format/now';
import { m } from '../paraglide/messages.js';
import { Loading } from '../parts/Loading';
import { More } from '../parts/More';
import { ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { activityQuery, appsQuery } from './queries';
import { RunRows } from './RunRows';
import type { Selection } from './selection';

/** What runs and ran in the cluster, newest first. */
export default function Activity() {
  const now = useNow();
  const selection = useSearch({ from: '/cluster/activity' });
  const found = useInfiniteQuery(activityQuery(selection.app, selection.only));
  const runs = found.data?.pages.flatMap((page) => page.runs) ?? [];
  return (
    <Page title={m.activity()}>
      <Choose selection={selection} />
      <ProblemNote error={found.error} />
      {found.isPending ? <Loading /> : null}
      {runs.length > 0 ? <RunRows runs={runs} now={now} /> : null}
      {found.data && runs.length === 0 ? <p className="card empty">{m.activity_none()}</p> : null}
      <More of={found} />
    </Page>
  );
}

const words: Record<RunSelection, () => string> = { All: m.only_all, Running: m.only_running, Failed: m.only_failed };

function Choose({ selection }: { selection: Selection }) {
  const navigate = useNavigate();
  const apps = useQuery(appsQuery);
  const id = useId();
  const names = (apps.data ?? []).map((app) => app.name);
  return (
    <div className="row apart choose">
      <nav className="segments" aria-label={m.activity_which()}>
        {(Object.keys(words) as RunSelection[]).map((only) => (
          <Link
            key={only}
            to="/cluster/activity"
            search={{ ...selection, only }}
            replace
            aria-current={only === selection.only ? 'true' : undefined}
          >
            {words[only]()}
          </Link>
        ))}
      </nav>
      <label htmlFor={id} className="hidden-text">
        {m.activity_app()}
      </label>
      <select
        id={id}
        className="input"
        value={selection.app}
        onChange={(event) =>
          void navigate({ to: '/cluster/activity', search: { ...selection, app: event.target.value }, replace: true })
        }
      >
        <option value="">{m.activity_apps()}</option>
        {selection.app && !names.includes(selection.app) ? <option>{selection.app}</option> : null}
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </div>
  );
}
