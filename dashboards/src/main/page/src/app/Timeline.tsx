import { Link } from '@tanstack/react-router';
import type { RestorePoint } from '../api/model';
import { formatBytes, formatNumber } from '../format/number';
import { formatClock } from '../format/time';
import { m } from '../paraglide/messages.js';
import { ByDay } from '../parts/ByDay';
import { ChevronIcon, WarningIcon } from '../parts/Icons';

/** Restore points, newest first, by day. */
export function Timeline({
  app,
  points,
  start,
  now,
}: {
  app: string;
  points: RestorePoint[];
  /** The directory that a restore point opens with. */
  start: string;
  now: number;
}) {
  return (
    <ByDay points={points} now={now} keyOf={(point) => point.id}>
      {(point) => <PointRow app={app} point={point} start={point.beforeRestore ? '/' : start} />}
    </ByDay>
  );
}

function PointRow({ app, point, start }: { app: string; point: RestorePoint; start: string }) {
  const added = point.addedBytes;
  return (
    <Link
      to="/apps/$app/points/$point"
      params={{ app, point: point.id }}
      search={{ path: start }}
      className="row-link"
    >
      <time className="point-time" dateTime={point.time}>
        {formatClock(point.time)}
      </time>
      <span className="grow stack close">
        <span className="numbers">
          {m.files_and_size({ count: point.files, files: formatNumber(point.files), size: formatBytes(point.bytes) })}
        </span>
        <span className="row small soft">
          {added === null || added === undefined ? null : <span>{m.added({ size: formatBytes(added) })}</span>}
          {point.beforeRestore ? <span>{m.before_restore()}</span> : null}
          {point.complete === false ? (
            <span className="lamp warning">
              <WarningIcon size={16} />
              {m.incomplete({ count: point.problems.length })}
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
