import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { applyEvent } from '../api/events';
import type { PlanRequest } from '../api/model';
import { answer, api } from '../api/client';
import { restorePointsQuery } from '../api/queries';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { Page } from '../parts/Page';
import { Steps } from '../parts/Steps';
import { PlanReview } from './PlanReview';
import { TargetStep } from './TargetStep';

/** Putting files back: where to, what it will do, and then the run that does it. */
export default function RestorePage() {
  const { app, point } = useParams({ from: '/apps/$app/points/$point/restore' });
  const { paths } = useSearch({ from: '/apps/$app/points/$point/restore' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const points = useQuery(restorePointsQuery(app));
  const time = points.data?.find((one) => one.id === point)?.time;
  // Dumps of databases were no files anywhere.
  const onlyDumps = paths.every((one) => one.startsWith('/databases/postgresql-'));
  const [target, setTarget] = useState<PlanRequest['target']>(
    onlyDumps ? { kind: 'Beside', directory: '' } : { kind: 'InPlace', directory: null },
  );

  const plan = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/restore-points/{id}/restore-plans', {
          params: { path: { id: point } },
          body: { paths, target },
        }),
      ),
  });
  const apply = useMutation({
    mutationFn: (id: string) => answer(api.POST('/api/v1/restore-plans/{id}/apply', { params: { path: { id } } })),
    onSuccess: async (run) => {
      applyEvent(client, { type: 'run', data: run });
      await navigate({ to: '/activity/$run', params: { run: run.id } });
    },
  });

  return (
    <Page
      title={m.restore_title({ app })}
      above={
        <Link to="/apps/$app" params={{ app }}>
          {app}
        </Link>
      }
    >
      <Steps names={[m.restore_where(), m.restore_review(), m.restore_do()]} current={plan.data ? 1 : 0} />
      <div className="stack close">
        <p className="lead">{time ? m.restore_from({ time: formatDateTime(time) }) : null}</p>
        <ul className="stack close">
          {paths.slice(0, 5).map((path) => (
            <li key={path} className="path soft">
              {path === '/' ? m.all_files() : path}
            </li>
          ))}
          {paths.length > 5 ? <li className="soft">{m.and_more({ count: paths.length - 5 })}</li> : null}
        </ul>
      </div>
      {plan.data ? (
        <PlanReview
          plan={plan.data}
          time={time ? formatDateTime(time) : ''}
          isBusy={apply.isPending || apply.isSuccess}
          problem={apply.error}
          onBack={() => {
            apply.reset();
            plan.reset();
          }}
          onApply={() => apply.mutate(plan.data.id)}
        />
      ) : (
        <TargetStep
          target={target}
          onlyDumps={onlyDumps}
          isBusy={plan.isPending}
          problem={plan.error}
          onChange={setTarget}
          onNext={() => plan.mutate()}
          back={
            <Link to="/apps/$app/points/$point" params={{ app, point }} search={{ path: '/' }} className="button quiet">
              {m.back()}
            </Link>
          }
        />
      )}
    </Page>
  );
}
