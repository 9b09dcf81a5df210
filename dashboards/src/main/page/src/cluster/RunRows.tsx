import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ClusterRun } from '../api/model';
import { formatBytes } from '../format/number';
import { formatDateTime, formatDuration, formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { ChevronIcon } from '../parts/Icons';
import { Progress } from '../parts/Progress';
import { RunLamp } from './Lamps';
import { rateOf, secondsOf, titleOf } from './runs';

/** Backups and restores, one below the other. */
export function RunRows({ runs, now }: { runs: ClusterRun[]; now: number }) {
  return (
    <ul className="rows">
      {runs.map((run) => (
        <li key={`${run.kind} ${run.namespace}/${run.name}`}>
          <Way run={run}>
            <Row run={run} now={now} />
          </Way>
        </li>
      ))}
    </ul>
  );
}

/** A restore has a screen of its own, a backup is seen with its app; what is about no app is seen here alone. */
function Way({ run, children }: { run: ClusterRun; children: ReactNode }) {
  const inside = (
    <>
      {children}
      <span className="chevron">
        <ChevronIcon />
      </span>
    </>
  );
  if (run.kind === 'Restore' && run.shown) {
    return (
      <Link to="/cluster/restores/$restore" params={{ restore: run.name }} className="row-link">
        {inside}
      </Link>
    );
  }
  return run.app ? (
    <Link to="/cluster/apps/$app" params={{ app: run.app }} className="row-link">
      {inside}
    </Link>
  ) : (
    <div className="row-link still">{children}</div>
  );
}

function Row({ run, now }: { run: ClusterRun; now: number }) {
  const seconds = secondsOf(run, now);
  const rate = rateOf(run, now);
  const time = run.endedAt ?? run.createdAt;
  return (
    <span className="grow stack close">
      <span className="row apart">
        <strong>{titleOf(run)}</strong>
        <RunLamp phase={run.phase} />
      </span>
      {run.over || run.phase === 'Planned' || run.phase === 'Pending' ? null : <Progress label={titleOf(run)} value={null} />}
      <span className="row small soft numbers">
        <span title={formatDateTime(time)}>{formatRelative(time, now)}</span>
        {seconds === null ? null : <span>{formatDuration(seconds)}</span>}
        {run.bytes ? <span>{formatBytes(run.bytes)}</span> : null}
        {rate === null ? null : <span>{m.run_rate({ rate: formatBytes(rate) })}</span>}
        {run.addedBytes && run.over ? <span>{m.run_added({ bytes: formatBytes(run.addedBytes) })}</span> : null}
      </span>
      {run.phase === 'Succeeded' || !run.message ? null : <span className="small">{run.message}</span>}
    </span>
  );
}
