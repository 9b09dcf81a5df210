import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import type { ClusterRestore } from '../api/model';
import { answer, api } from '../api/client';
import { formatBytes, formatNumber } from '../format/number';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { Count } from '../parts/Count';
import { Loading } from '../parts/Loading';
import { lacks, MissingRights } from '../parts/MissingRights';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { Problems } from '../parts/Problems';
import { Progress } from '../parts/Progress';
import { Steps } from '../parts/Steps';
import { RestoreLamp, VolumeLamp } from './Lamps';
import { doesSomething, PlanReview } from './PlanReview';
import { restoreQuery } from './queries';
import { everything } from './selection';

/** A restore: its plan, then its way, then what came of it. It goes on in the cluster, whether somebody looks or not. */
export default function RestorePage() {
  const { restore: name } = useParams({ from: '/cluster/restores/$restore' });
  const restore = useQuery(restoreQuery(name));
  const data = restore.data;
  return (
    <Page
      title={data ? m.restore_app({ app: data.app }) : name}
      above={
        data ? (
          <Link to="/cluster/apps/$app" params={{ app: data.app }}>
            {data.app}
          </Link>
        ) : (
          <Link to="/cluster/activity" search={everything}>
            {m.activity()}
          </Link>
        )
      }
    >
      <ProblemNote error={restore.error} />
      {restore.isPending ? <Loading /> : null}
      {data ? (
        <>
          <Steps names={[m.restore_how(), m.restore_review(), m.restore_app_do()]} current={stepOf(data)} />
          <p className="lead">{headline(data)}</p>
          {data.phase === 'Planned' ? <Planned restore={data} /> : data.over ? <Over restore={data} /> : <Going restore={data} />}
        </>
      ) : null}
    </Page>
  );
}

function stepOf({ phase }: ClusterRestore): number {
  return phase === 'Pending' || phase === 'Planning' || phase === 'Planned' ? 1 : 2;
}

function headline({ time, app, target }: ClusterRestore): string {
  const when = time ? formatDateTime(time) : '';
  if (target !== app) return m.restore_as_of_into({ time: when, namespace: target });
  return time ? m.restore_as_of({ time: when }) : '';
}

/** What changes a restore: it is asked for anew, and so is the list. */
function useAct(act: () => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => client.invalidateQueries({ queryKey: ['cluster'] }),
  });
}

function Planned({ restore }: { restore: ClusterRestore }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const params = { path: { name: restore.name } };
  const apply = useAct(() => answer(api.POST('/api/v1/cluster/restores/{name}/apply', { params })));
  const discard = useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/cluster/restores/{name}', { params })),
    onMutate: async () => {
      // From now on it is not asked for: it may be gone before we hear of that.
      const queryKey = ['cluster', 'restores', restore.name];
      await client.cancelQueries({ queryKey, exact: true });
      client.setQueryData(queryKey, { ...restore, over: true });
    },
    onError: () => client.invalidateQueries({ queryKey: ['cluster', 'restores', restore.name] }),
    onSuccess: async () => {
      await navigate({ to: '/cluster/apps/$app', params: { app: restore.app } });
      client.removeQueries({ queryKey: ['cluster', 'restores', restore.name] });
      await client.invalidateQueries({ queryKey: ['cluster', 'activity'] });
    },
  });
  const { plan } = restore;
  if (!plan) return <Note tone="bad" title={m.plan_lost()} />;
  return (
    <>
      <PlanReview plan={plan} namespace={restore.target} />
      {plan.replaces ? <Note tone="good" title={m.app_safety_title()} next={m.app_safety_text()} /> : null}
      {doesSomething(plan) ? null : <Note tone="good" title={m.plan_nothing()} />}
      <ProblemNote error={apply.error ?? discard.error} />
      <div className="actions">
        {doesSomething(plan) ? (
          <Button
            className="button primary large"
            isDisabled={apply.isPending || apply.isSuccess || lacks(restore.missingToApply)}
            aria-describedby="missing-to-apply"
            onPress={() => apply.mutate()}
          >
            {m.restore_app_now({ app: restore.target })}
          </Button>
        ) : null}
        <Button
          className="button quiet"
          isDisabled={discard.isPending || lacks(restore.missingToChange)}
          aria-describedby="missing-to-change"
          onPress={() => discard.mutate()}
        >
          {m.plan_discard()}
        </Button>
      </div>
      {/* Whoever may not even throw it away is told that; the rest would be the same and more. */}
      <MissingRights id="missing-to-change" rights={restore.missingToChange} />
      <MissingRights id="missing-to-apply" rights={lacks(restore.missingToChange) ? null : restore.missingToApply} />
    </>
  );
}

function Going({ restore }: { restore: ClusterRestore }) {
  const params = { path: { name: restore.name } };
  const cancel = useAct(() => answer(api.POST('/api/v1/cluster/restores/{name}/cancel', { params })));
  return (
    <section className="card stack" aria-live="polite">
      <div className="row apart">
        <RestoreLamp phase={restore.phase} />
        <Button
          className="button quiet compact"
          isDisabled={cancel.isPending || cancel.isSuccess || lacks(restore.missingToChange)}
          aria-describedby="missing-to-cancel"
          onPress={() => cancel.mutate()}
        >
          {cancel.isSuccess ? m.cancelling() : m.cancel_run()}
        </Button>
      </div>
      <Progress label={m.restore_app({ app: restore.app })} value={null} />
      <p className="soft">{restore.message}</p>
      <Volumes restore={restore} />
      <p className="soft small">{m.restore_goes_on()}</p>
      <MissingRights id="missing-to-cancel" rights={restore.missingToChange} />
      <ProblemNote error={cancel.error} />
    </section>
  );
}

function Volumes({ restore }: { restore: ClusterRestore }) {
  if (restore.volumes.length === 0) return null;
  return (
    <ul className="rows" aria-label={m.volumes()}>
      {restore.volumes.map((volume) => (
        <li key={volume.claim} className="stack close problem-row">
          <span className="row apart">
            <strong>{volume.claim}</strong>
            <span className="row">
              {volume.bytes ? <span className="soft small numbers">{formatBytes(volume.bytes)}</span> : null}
              <VolumeLamp state={volume.state} />
            </span>
          </span>
          {volume.reason ? <span className="small soft">{volume.reason}</span> : null}
        </li>
      ))}
    </ul>
  );
}

function Over({ restore }: { restore: ClusterRestore }) {
  return (
    <>
      <section className="card stack">
        <div>
          <RestoreLamp phase={restore.phase} />
        </div>
        {restore.phase === 'Succeeded' ? (
          <Note tone="good" title={m.app_is_back({ app: restore.target })} />
        ) : (
          <Note tone={restore.phase === 'Failed' ? 'bad' : 'warning'} title={restore.message || m.went_wrong()} />
        )}
        <dl className="tally">
          <Count label={m.objects_created()} value={formatNumber(restore.created)} />
          <Count label={m.objects_replaced()} value={formatNumber(restore.replaced)} />
          {restore.failed > 0 ? <Count label={m.objects_failed()} value={formatNumber(restore.failed)} isWarning /> : null}
        </dl>
        <Volumes restore={restore} />
        <div className="actions">
          <Link to="/cluster/apps/$app" params={{ app: restore.target }} className="button">
            {m.to_app({ app: restore.target })}
          </Link>
          {restore.savedAs ? (
            <Link
              to="/cluster/apps/$app/points/$point"
              params={{ app: restore.target, point: restore.savedAs }}
              search={{ undo: true }}
              className="button quiet"
            >
              {m.restore_undo()}
            </Link>
          ) : null}
        </div>
      </section>
      <Problems problems={restore.problems} />
    </>
  );
}
