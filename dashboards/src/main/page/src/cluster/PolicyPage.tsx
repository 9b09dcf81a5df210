import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { answer, api } from '../api/client';
import type { ClusterPolicy, PolicyPlace, PolicyTrial } from '../api/model';
import { formatLocale } from '../format/locale';
import { formatNumber } from '../format/number';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { Field } from '../parts/Field';
import { Loading } from '../parts/Loading';
import { lacks, MissingRights } from '../parts/MissingRights';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { Select } from '../parts/Select';
import { Tick } from '../parts/Tick';
import { formatInterval } from './limits';
import { changeOf, counts, draftOf, hasPlace, isCount, isFilled, type CountName, type PolicyDraft, type Rhythm } from './policyDraft';
import { policyQuery } from './queries';

/** When everything is backed up, and how long it is kept: tried first, with what it would come to, then changed. */
export default function PolicyPage() {
  const policy = useQuery({ ...policyQuery, refetchInterval: false, refetchOnWindowFocus: false });
  return (
    <Page title={m.policy_title()} above={<Link to="/cluster/places">{m.places()}</Link>}>
      <ProblemNote error={policy.error} />
      {policy.isPending ? <Loading /> : null}
      {policy.data ? <Form key={policy.data.asShown} policy={policy.data} /> : null}
    </Page>
  );
}

const rhythms: Record<Rhythm, () => string> = {
  Hourly: m.rhythm_hourly,
  SixHourly: m.rhythm_six_hourly,
  Daily: m.rhythm_daily,
  Weekly: m.rhythm_weekly,
  Other: m.rhythm_other,
};

const labels: Record<CountName, () => string> = {
  last: m.count_last,
  hourly: m.count_hourly,
  daily: m.count_daily,
  weekly: m.count_weekly,
  monthly: m.count_monthly,
  yearly: m.count_yearly,
};

const uses: Record<PolicyPlace['use'], () => string> = {
  BackedUp: m.use_backed_up,
  Copied: m.use_copied,
  Unused: m.use_unused,
};

const delays = ['0', '1800', '3600', '7200', '14400'];

function Form({ policy }: { policy: ClusterPolicy }) {
  const client = useQueryClient();
  const router = useRouter();
  const [draft, setDraft] = useState<PolicyDraft>(() => draftOf(policy));
  const body = () => changeOf(draft, policy.asShown);
  const trial = useMutation({ mutationFn: () => answer(api.POST('/api/v1/cluster/policy/trial', { body: body() })) });
  const save = useMutation({
    mutationFn: () => answer(api.PUT('/api/v1/cluster/policy', { body: body() })),
    onSuccess: (changed) => {
      client.setQueryData(policyQuery.queryKey, changed);
      return router.navigate({ to: '/cluster/places' });
    },
  });
  const change = (changed: Partial<PolicyDraft>) => {
    trial.reset();
    save.reset();
    setDraft({ ...draft, ...changed });
  };
  const missing = policy.missingToChange;
  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled(draft)) trial.mutate();
      }}
    >
      <p className="lead">{m.policy_text({ count: formatNumber(policy.governed) })}</p>
      <section className="stack" aria-labelledby="when">
        <h2 id="when">{m.policy_when()}</h2>
        <When draft={draft} onChange={change} />
        {policy.hasHours ? <p className="soft small">{m.policy_hours()}</p> : null}
        <Tick isSelected={draft.suspended} onChange={(suspended) => change({ suspended })}>
          {m.policy_suspend()}
        </Tick>
      </section>
      <section className="stack" aria-labelledby="keep">
        <h2 id="keep">{m.policy_keep()}</h2>
        <p className="soft">{m.policy_keep_text()}</p>
        <div className="fields">
          {counts.map((name) => (
            <Field
              key={name}
              label={labels[name]()}
              inputMode="numeric"
              value={draft.keep[name]}
              error={isCount(draft.keep[name]) ? null : m.count_fault()}
              onChange={(text) => change({ keep: { ...draft.keep, [name]: text.trim() } })}
            />
          ))}
        </div>
        {draft.within ? <p className="soft small">{m.policy_within({ time: draft.within })}</p> : null}
      </section>
      {draft.places.length > 1 ? (
        <section className="stack" aria-labelledby="where">
          <h2 id="where">{m.policy_where()}</h2>
          <p className="soft">{m.policy_where_text()}</p>
          <div className="fields">
            {draft.places.map(({ name, use }) => (
              <Select
                key={name}
                label={name}
                value={use}
                onChange={(chosen) =>
                  change({ places: draft.places.map((one) => (one.name === name ? { name, use: chosen as PolicyPlace['use'] } : one)) })
                }
              >
                {Object.entries(uses).map(([each, word]) => (
                  <option key={each} value={each}>
                    {word()}
                  </option>
                ))}
              </Select>
            ))}
          </div>
          {hasPlace(draft) ? null : <p className="error">{m.policy_no_place()}</p>}
        </section>
      ) : null}
      <ProblemNote error={trial.error ?? save.error} />
      {trial.data ? <Outcome trial={trial.data} suspended={draft.suspended} /> : null}
      <div className="stack tight">
        <div className="actions">
          {trial.data ? (
            <Button className="button primary large" isDisabled={lacks(missing) || save.isPending} aria-describedby="may-not-change" onPress={() => save.mutate()}>
              {m.policy_save()}
            </Button>
          ) : (
            <Button type="submit" className="button primary large" isDisabled={!isFilled(draft) || trial.isPending}>
              {m.policy_try()}
            </Button>
          )}
          <Link to="/cluster/places" className="button quiet large">
            {m.back()}
          </Link>
        </div>
        <MissingRights id="may-not-change" rights={missing} />
      </div>
    </form>
  );
}

function When({ draft, onChange }: { draft: PolicyDraft; onChange: (changed: Partial<PolicyDraft>) => void }) {
  const weekday = new Intl.DateTimeFormat(formatLocale(), { weekday: 'long' });
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const has = { time: draft.rhythm !== 'Other', weekday: draft.rhythm === 'Weekly', cron: draft.rhythm === 'Other' };
  return (
    <>
      <div className="fields">
        <Select label={m.policy_rhythm()} value={draft.rhythm} onChange={(rhythm) => onChange({ rhythm: rhythm as Rhythm })}>
          {Object.entries(rhythms).map(([rhythm, word]) => (
            <option key={rhythm} value={rhythm}>
              {word()}
            </option>
          ))}
        </Select>
        {has.weekday ? (
          <Select label={m.policy_weekday()} value={draft.weekday} onChange={(chosen) => onChange({ weekday: chosen })}>
            {['1', '2', '3', '4', '5', '6', '0'].map((day) => (
              // The first of October 2000 was a Sunday.
              <option key={day} value={day}>
                {weekday.format(new Date(2000, 9, 1 + Number(day)))}
              </option>
            ))}
          </Select>
        ) : null}
        {has.time ? (
          <Field label={m.policy_time()} type="time" value={draft.time} onChange={(time) => onChange({ time })} />
        ) : null}
        {has.cron ? <Field label={m.policy_cron()} mono value={draft.cron} onChange={(cron) => onChange({ cron })} /> : null}
        <Field label={m.policy_zone()} mono value={draft.timeZone} onChange={(timeZone) => onChange({ timeZone })} />
        <Select label={m.policy_delay()} value={draft.jitterSeconds} onChange={(jitterSeconds) => onChange({ jitterSeconds })}>
          {[...new Set([...delays, draft.jitterSeconds])].map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds === '0' ? m.policy_no_delay() : m.policy_up_to({ length: formatInterval(Number(seconds)) })}
            </option>
          ))}
        </Select>
      </div>
      {here && here !== draft.timeZone ? (
        <div className="actions">
          <Button className="button compact quiet" onPress={() => onChange({ timeZone: here })}>
            {m.policy_zone_here({ zone: here })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Outcome({ trial, suspended }: { trial: PolicyTrial; suspended: boolean }) {
  const when = suspended
    ? m.policy_none_begins()
    : trial.next.length > 0
      ? m.policy_next({ times: trial.next.map(formatDateTime).join('; ') })
      : m.policy_never();
  return (
    <Note
      tone={trial.goes > 0 || suspended || trial.next.length === 0 ? 'warning' : 'good'}
      title={trial.goes > 0 ? m.policy_goes({ goes: formatNumber(trial.goes), points: formatNumber(trial.points) }) : m.policy_nothing_goes()}
      next={trial.goes > 0 ? m.policy_goes_next() : null}
    >
      <p>{when}</p>
    </Note>
  );
}
