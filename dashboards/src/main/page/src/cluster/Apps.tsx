import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AppCoverage, ClusterApp } from '../api/model';
import { useNow } from '../format/now';
import { formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { Field } from '../parts/Field';
import { ChevronIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { More } from '../parts/More';
import { ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { CoverageLamp } from './Lamps';
import { appsQuery } from './queries';

/** So many are seen at a glance. */
const few = 12;
/** So many are shown before somebody asks for more. */
const atOnce = 100;

const urgency: AppCoverage[] = ['NotProtected', 'Partly', 'Requested', 'Gone', 'Protected', 'Excluded'];

/** All apps of the cluster, those that need somebody first. */
export default function Apps() {
  const now = useNow();
  const apps = useQuery(appsQuery);
  const [wanted, setWanted] = useState('');
  const [count, setCount] = useState(atOnce);
  const found = (apps.data ?? [])
    .filter((app) => app.name.includes(wanted.trim().toLowerCase()))
    .toSorted((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state) || a.name.localeCompare(b.name));
  return (
    <Page title={m.apps()}>
      {apps.data?.length ? <p className="lead">{sentence(apps.data)}</p> : null}
      <ProblemNote error={apps.error} />
      {apps.isPending ? <Loading /> : null}
      {apps.data?.length === 0 ? <p className="card empty">{m.no_apps_visible()}</p> : null}
      {apps.data && apps.data.length > few ? (
        <Field
          label={m.find_app()}
          value={wanted}
          onChange={(text) => {
            setWanted(text);
            setCount(atOnce);
          }}
        />
      ) : null}
      {found.length > 0 ? (
        <ul className="rows">
          {found.slice(0, count).map((app) => (
            <li key={app.name}>
              <AppRow app={app} now={now} />
            </li>
          ))}
        </ul>
      ) : apps.data && apps.data.length > 0 ? (
        <p className="card empty">{m.find_none()}</p>
      ) : null}
      <More
        of={{
          hasNextPage: found.length > count,
          isFetchingNextPage: false,
          fetchNextPage: () => setCount(count + atOnce),
        }}
      />
    </Page>
  );
}

function sentence(apps: ClusterApp[]): string {
  const count = (...states: AppCoverage[]) => apps.filter((app) => states.includes(app.state)).length;
  const open = count('NotProtected', 'Partly', 'Requested');
  return open > 0
    ? m.cluster_open({ count: open, protected: count('Protected') })
    : m.cluster_protected({ count: count('Protected') });
}

function AppRow({ app, now }: { app: ClusterApp; now: number }) {
  return (
    <Link to="/cluster/apps/$app" params={{ app: app.name }} className="row-link">
      <span className="grow stack close">
        <span className="row apart">
          <strong className="app-name">{app.name}</strong>
          <CoverageLamp state={app.state} />
        </span>
        <span className="row apart small soft">
          <span>{app.state === 'Protected' || app.state === 'Gone' ? null : app.reason}</span>
          <span>
            {app.lastRestorePoint
              ? m.last_restore_point({ when: formatRelative(app.lastRestorePoint, now) })
              : m.no_restore_point()}
          </span>
        </span>
        {app.backups[0] ? <span className="small">{m.backup_runs()}</span> : null}
      </span>
      <span className="chevron">
        <ChevronIcon />
      </span>
    </Link>
  );
}
