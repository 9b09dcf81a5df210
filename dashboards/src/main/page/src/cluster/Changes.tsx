import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ClusterPoint } from '../api/model';
import { formatNumber } from '../format/number';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { MinusIcon, PlusIcon, RunningIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { More } from '../parts/More';
import { ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { Select } from '../parts/Select';
import { grouped, nameIn, type ChangeGroup, type ShownChange } from './changes';
import { isObject } from './inside';
import { changesQuery, pointQuery, pointsQuery } from './queries';

const route = '/cluster/apps/$app/points/$point/changes';

/** In what a restore point differs from an earlier one: objects, files, dumps. */
export default function Changes() {
  const { app, point } = useParams({ from: route });
  const { since } = useSearch({ from: route });
  const navigate = useNavigate();
  const time = useQuery(pointQuery(app, point)).data?.time;
  const points = useInfiniteQuery(pointsQuery(app));
  const earlier = (points.data?.pages.flatMap((page) => page.points) ?? []).filter((one) => time && one.time < time);
  const from = since || earlier[0]?.name;
  return (
    <Page
      title={m.changes_title()}
      above={
        <Link to="/cluster/apps/$app/points/$point" params={{ app, point }} search={{ undo: false }}>
          {time ? m.changes_above({ app, time: formatDateTime(time) }) : app}
        </Link>
      }
    >
      <ProblemNote error={points.error} />
      {points.isPending ? <Loading /> : null}
      {points.data && time && !from && !points.hasNextPage ? <p className="card empty">{m.changes_first()}</p> : null}
      {earlier.length > 0 ? (
        <Select
          label={m.changes_since()}
          value={from}
          onChange={(chosen) => void navigate({ to: route, params: { app, point }, search: { since: chosen } })}
        >
          {earlier.map((one) => (
            <option key={one.name} value={one.name}>
              {formatDateTime(one.time)}
            </option>
          ))}
        </Select>
      ) : null}
      {from ? null : <More of={points} />}
      {from ? <Found app={app} point={point} since={from} earlier={earlier.find((one) => one.name === from)} /> : null}
    </Page>
  );
}

function Found({ app, point, since, earlier }: { app: string; point: string; since: string; earlier: ClusterPoint | undefined }) {
  const changes = useQuery(changesQuery(app, point, since));
  if (changes.isPending) {
    return (
      <div className="stack">
        <Loading />
        <p className="soft small">{m.repository_opens()}</p>
      </div>
    );
  }
  if (!changes.data) return <ProblemNote error={changes.error} />;
  const groups = grouped(changes.data.changes);
  return (
    <>
      {groups.length === 0 ? (
        <p className="card empty">{m.changes_none({ time: earlier ? formatDateTime(earlier.time) : since })}</p>
      ) : null}
      {groups.map((group) => (
        <section key={`${group.kind} ${group.volume}`} className="stack" aria-label={title(group)}>
          <h2>{title(group)}</h2>
          <ul className="rows changes">
            {group.changes.map((change) => (
              <li key={change.path} className={`row ${change.kind.toLowerCase()}`}>
                <KindIcon kind={change.kind} />
                <Name app={app} point={point} since={since} group={group} change={change} />
                {change.below > 0 ? <span className="small soft">{m.changes_below({ count: formatNumber(change.below) })}</span> : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {changes.data.more ? <p className="soft">{m.changes_more({ count: formatNumber(changes.data.changes.length) })}</p> : null}
    </>
  );
}

function title(group: ChangeGroup): string {
  switch (group.kind) {
    case 'Objects':
      return m.changes_objects();
    case 'Volume':
      return m.changes_volume({ name: group.volume });
    case 'Other':
      return m.changes_other();
  }
}

const words = { Added: m.change_added, Removed: m.change_removed, Changed: m.change_changed };

function KindIcon({ kind }: { kind: ShownChange['kind'] }) {
  const Icon = kind === 'Added' ? PlusIcon : kind === 'Removed' ? MinusIcon : RunningIcon;
  return (
    <span className="row tight change-kind" title={words[kind]()}>
      <Icon size={16} />
      <span className="hidden-text">{words[kind]()}</span>
    </span>
  );
}

/** Leads to where it is, or was. */
function Name({
  app,
  point,
  since,
  group,
  change,
}: {
  app: string;
  point: string;
  since: string;
  group: ChangeGroup;
  change: ShownChange;
}) {
  const at = change.kind === 'Removed' ? since : point;
  const isCompared = change.kind === 'Changed' && isObject(change.path);
  const shown = change.directory || isObject(change.path) ? change.path : change.path.replace(/\/[^/]*$/, '') || '/';
  return (
    <Link
      to="/cluster/apps/$app/points/$point/files"
      params={{ app, point: at }}
      search={{ path: shown, since: isCompared ? since : undefined }}
      className="path grow"
    >
      {nameIn(group, change)}
      {change.directory ? '/' : ''}
    </Link>
  );
}
