import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ClusterPoint } from '../api/model';
import { formatBytes } from '../format/number';
import { formatClock } from '../format/time';
import { m } from '../paraglide/messages.js';
import { ByDay } from '../parts/ByDay';
import { ChevronIcon, WarningIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { More } from '../parts/More';
import { ProblemNote } from '../parts/Note';
import { pointsQuery } from './queries';

/** What an app can go back to, newest first, by day. */
export function Points({ app, now }: { app: string; now: number }) {
  const points = useInfiniteQuery(pointsQuery(app));
  if (points.isPending) return <Loading />;
  return (
    <>
      <ProblemNote error={points.error} />
      {points.data ? (
        <ByDay points={points.data.pages.flatMap((page) => page.points)} now={now} keyOf={(point) => point.name}>
          {(point) => <PointRow app={app} point={point} />}
        </ByDay>
      ) : null}
      <More of={points} />
    </>
  );
}

function PointRow({ app, point }: { app: string; point: ClusterPoint }) {
  return (
    <Link
      to="/cluster/apps/$app/points/$point"
      params={{ app, point: point.name }}
      search={{ undo: false }}
      className="row-link"
    >
      <time className="point-time" dateTime={point.time}>
        {formatClock(point.time)}
      </time>
      <span className="grow stack close">
        <span className="numbers">
          {point.bytes === null || point.bytes === undefined ? m.point_whole() : formatBytes(point.bytes)}
        </span>
        <span className="row small soft">
          <span>{m.point_lies_in({ repositories: point.repositories.join(', ') })}</span>
          {point.beforeRestore ? <span>{m.before_restore()}</span> : null}
          {point.missing > 0 ? (
            <span className="lamp warning">
              <WarningIcon size={16} />
              {m.incomplete({ count: point.missing })}
            </span>
          ) : null}
        </span>
      </span>
      <span className="chevron">
        <ChevronIcon />
      </span>
    </Link>
  );
}
