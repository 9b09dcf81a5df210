import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { App, AppState } from '../api/model';
import { appsQuery } from '../api/queries';
import { useNow } from '../format/now';
import { formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { ChevronIcon, PlusIcon } from '../parts/Icons';
import { Holds } from './Holds';
import { AppLamp } from '../parts/Lamp';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';

const urgency: AppState[] = ['Failed', 'Never', 'Paused', 'Running', 'Waiting', 'Protected'];

/** All apps, those that need somebody first. */
export default function Apps() {
  const now = useNow();
  const apps = useQuery(appsQuery);
  const sorted = (apps.data ?? []).toSorted(
    (a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state) || a.name.localeCompare(b.name),
  );
  return (
    <Page
      title={m.apps()}
      action={
        <Link to="/protect" className="button">
          <PlusIcon size={18} />
          {m.protect_more()}
        </Link>
      }
    >
      <ProblemNote error={apps.error} />
      {apps.isPending ? <Loading /> : null}
      {sorted.length > 0 ? (
        <ul className="rows">
          {sorted.map((app) => (
            <li key={app.name}>
              <AppRow app={app} now={now} />
            </li>
          ))}
        </ul>
      ) : null}
    </Page>
  );
}

function AppRow({ app, now }: { app: App; now: number }) {
  return (
    <Link to="/apps/$app" params={{ app: app.name }} className="row-link">
      <span className="grow stack close">
        <span className="row apart">
          <strong className="app-name">{app.name}</strong>
          <AppLamp state={app.state} />
        </span>
        <span className="row apart small soft">
          <span>
            <Holds app={app} />
          </span>
          <span>
            {app.lastRestorePoint
              ? m.last_restore_point({ when: formatRelative(app.lastRestorePoint, now) })
              : m.no_restore_point()}
          </span>
        </span>
        {app.problem ? <span className="error">{app.problem}</span> : null}
      </span>
      <span className="chevron">
        <ChevronIcon />
      </span>
    </Link>
  );
}
