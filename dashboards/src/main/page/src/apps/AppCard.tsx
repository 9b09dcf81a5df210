import { Link } from '@tanstack/react-router';
import type { App } from '../api/model';
import { formatRelative } from '../format/time';
import { Holds } from './Holds';
import { AppLamp } from '../parts/Lamp';

/** An app at a glance. */
export function AppCard({ app, now }: { app: App; now: number }) {
  return (
    <Link to="/apps/$app" params={{ app: app.name }} className="app-card">
      <div className="stack close">
        <h3>{app.name}</h3>
        <p className="soft small">
          <Holds app={app} />
        </p>
      </div>
      <div className="row apart">
        <AppLamp state={app.state} />
        {app.lastRestorePoint ? (
          <span className="soft small">{formatRelative(app.lastRestorePoint, now)}</span>
        ) : null}
      </div>
    </Link>
  );
}
