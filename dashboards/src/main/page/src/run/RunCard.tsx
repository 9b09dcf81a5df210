import { useMutation } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import type { Run } from '../api/model';
import { answer, api } from '../api/client';
import { formatBytes, formatNumber, formatRate } from '../format/number';
import { formatDuration } from '../format/time';
import { m } from '../paraglide/messages.js';
import { PhaseLamp } from '../parts/Lamp';
import { ProblemNote } from '../parts/Note';
import { Progress } from '../parts/Progress';
import { progressOf } from './progress';
import { isOfApp, runText, runTitle } from './title';

/** A run that goes on: how far, how fast, how long still, and at which file. */
export function RunCard({ run }: { run: Run }) {
  const cancel = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/runs/{id}/cancel', { params: { path: { id: run.id } } })),
  });
  const done = progressOf(run);
  const title = runTitle(run);
  return (
    <section className="card stack" aria-label={title} data-run={run.id}>
      <div className="row apart">
        <div className="row">
          <h2>{title}</h2>
          <PhaseLamp phase={run.phase} />
        </div>
        <Button
          className="button quiet compact"
          isDisabled={cancel.isPending || cancel.isSuccess}
          onPress={() => cancel.mutate()}
        >
          {cancel.isSuccess ? m.cancelling() : m.cancel_run()}
        </Button>
      </div>
      <Progress label={title} value={done} />
      {done === null ? (
        <p className="soft">{runText(run)}</p>
      ) : (
        <div className="run-numbers">
          <span className="big">{done}&#8239;%</span>
          <span>{m.of({ done: formatBytes(run.bytesDone), total: formatBytes(run.bytesTotal) })}</span>
          <span className="soft">
            {m.files_of({ count: run.filesTotal, done: formatNumber(run.filesDone), total: formatNumber(run.filesTotal) })}
          </span>
          {run.bytesPerSecond > 0 ? <span className="soft">{formatRate(run.bytesPerSecond)}</span> : null}
          {run.secondsLeft === null || run.secondsLeft === undefined ? null : (
            <span className="soft">{m.time_left({ time: formatDuration(run.secondsLeft) })}</span>
          )}
        </div>
      )}
      {isOfApp(run) ? (
        <p className="current" aria-hidden="true">
          <bdi>{run.current[0] ?? ''}</bdi>
        </p>
      ) : null}
      <ProblemNote error={cancel.error} />
    </section>
  );
}
