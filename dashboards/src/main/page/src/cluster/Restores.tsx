import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNow } from '../format/now';
import { formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { ChevronIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { RestoreLamp } from './Lamps';
import { restoresQuery } from './queries';

/** Restores of the cluster, newest first: planned, at work and over. */
export default function Restores() {
  const now = useNow();
  const restores = useQuery(restoresQuery);
  return (
    <Page title={m.restores()}>
      <ProblemNote error={restores.error} />
      {restores.isPending ? <Loading /> : null}
      {restores.data?.length === 0 ? <p className="card empty">{m.no_restores()}</p> : null}
      {restores.data && restores.data.length > 0 ? (
        <ul className="rows">
          {restores.data.map((restore) => (
            <li key={restore.name}>
              <Link to="/cluster/restores/$restore" params={{ restore: restore.name }} className="row-link">
                <span className="grow stack close">
                  <span className="row apart">
                    <strong>{m.restore_of({ app: restore.app })}</strong>
                    <RestoreLamp phase={restore.phase} />
                  </span>
                  <span className="small soft">{formatRelative(restore.endedAt ?? restore.createdAt, now)}</span>
                  {restore.phase === 'Succeeded' || !restore.message ? null : <span className="small">{restore.message}</span>}
                </span>
                <span className="chevron">
                  <ChevronIcon />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </Page>
  );
}
