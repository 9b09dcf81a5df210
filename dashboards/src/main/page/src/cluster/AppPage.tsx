import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import type { ClusterApp } from '../api/model';
import { answer, api } from '../api/client';
import { useNow } from '../format/now';
import { formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { RunningIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { lacks, MissingRights } from '../parts/MissingRights';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { Progress } from '../parts/Progress';
import { CoverageLamp } from './Lamps';
import { Points } from './Points';
import { appQuery } from './queries';

/** An app of the cluster: how it is protected, and the way back through time. */
export default function AppPage() {
  const { app: name } = useParams({ from: '/cluster/apps/$app' });
  const now = useNow();
  const app = useQuery(appQuery(name));
  return (
    <Page title={name} above={<Link to="/cluster/apps">{m.apps()}</Link>}>
      <ProblemNote error={app.error} />
      {app.isPending ? <Loading /> : null}
      {app.data ? (
        <>
          <State app={app.data} now={now} />
          <Volumes app={app.data} />
          <section className="stack" aria-labelledby="points">
            <div className="row apart">
              <h2 id="points">{m.restore_points()}</h2>
              <Link to="/cluster/activity" search={{ app: name, only: 'All' }} className="small">
                {m.activity_of({ app: name })}
              </Link>
            </div>
            <Points app={name} now={now} />
          </section>
        </>
      ) : null}
    </Page>
  );
}

function State({ app, now }: { app: ClusterApp; now: number }) {
  const going = app.backups.find((backup) => !backup.over);
  return (
    <section className="card stack">
      <div className="row apart">
        <CoverageLamp state={app.state} />
        {going || app.state === 'Gone' || app.state === 'Excluded' ? null : <BackUp app={app.name} missing={app.missingToBackUp} />}
      </div>
      {app.state === 'Gone' || app.state === 'Excluded' ? null : <MissingRights id="missing-to-back-up" rights={app.missingToBackUp} />}
      {app.state === 'Gone' ? (
        <Note tone="warning" title={m.gone_title()} next={m.gone_next()} />
      ) : app.state === 'Protected' ? null : (
        <p>{app.reason}</p>
      )}
      {app.lastRestorePoint ? (
        <p className="soft">
          {m.last_restore_point({ when: formatRelative(app.lastRestorePoint, now) })}
          {app.offSite ? (
            <>
              <br />
              {app.lastOffSite ? m.last_offsite({ when: formatRelative(app.lastOffSite, now) }) : m.no_offsite()}
            </>
          ) : null}
        </p>
      ) : null}
      {going ? (
        <>
          <Progress label={m.backup_runs()} value={null} />
          <p className="soft">
            {m.backup_runs()} {going.message}
          </p>
        </>
      ) : null}
    </section>
  );
}

function BackUp({ app, missing }: { app: string; missing: ClusterApp['missingToBackUp'] }) {
  const client = useQueryClient();
  const begin = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/cluster/apps/{app}/backups', { params: { path: { app } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['cluster', 'apps'] }),
  });
  return (
    <>
      <Button
        className="button primary"
        isDisabled={begin.isPending || lacks(missing)}
        aria-describedby="missing-to-back-up"
        onPress={() => begin.mutate()}
      >
        <RunningIcon size={18} />
        {m.back_up_now()}
      </Button>
      <ProblemNote error={begin.error} />
    </>
  );
}

function Volumes({ app }: { app: ClusterApp }) {
  if (app.volumes.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="volumes">
      <h2 id="volumes">{m.volumes()}</h2>
      <ul className="rows">
        {app.volumes.map((volume) => (
          <li key={volume.name} className="stack close problem-row">
            <span className="row apart">
              <strong>{volume.name}</strong>
              <CoverageLamp state={volume.state} />
            </span>
            {volume.state === 'Protected' ? null : <span className="small soft">{volume.reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
