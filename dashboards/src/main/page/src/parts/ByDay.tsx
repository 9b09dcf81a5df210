import type { ReactNode } from 'react';
import { formatDay } from '../format/time';
import { m } from '../paraglide/messages.js';

/** Restore points, newest first, under the days that they show. */
export function ByDay<P extends { time: string }>({
  points,
  now,
  keyOf,
  children,
}: {
  points: P[];
  now: number;
  keyOf: (point: P) => string;
  children: (point: P) => ReactNode;
}) {
  if (points.length === 0) return <p className="card empty">{m.no_restore_points_text()}</p>;
  const days = Map.groupBy(points, (point) => formatDay(point.time, now));
  return (
    <div className="timeline">
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <h3>{day}</h3>
          <ul className="rows">
            {ofDay.map((point) => (
              <li key={keyOf(point)}>{children(point)}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
