import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useId, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { answer, api } from '../api/client';
import type { ClusterPlace } from '../api/model';
import { sayKeep } from '../app/keep';
import { useNow } from '../format/now';
import { formatBytes, formatNumber } from '../format/number';
import { formatSchedule } from '../format/schedule';
import { formatDateTime, formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { CloudIcon, DiskIcon, ServerIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { lacks, MissingRights } from '../parts/MissingRights';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { ClusterPlaceLamp } from './Lamps';
import { placesQuery, policyQuery } from './queries';

/** Where the backups lie, whether each place can be opened and is whole, and what is in it. */
export default function Places() {
  const now = useNow();
  const list = useQuery(placesQuery);
  return (
    <Page
      title={m.places()}
      action={
        list.data ? (
          <AddPlaceLink rights={list.data.missingToAdd} isFirst={list.data.places.length === 0} />
        ) : null
      }
    >
      <ProblemNote error={list.error} />
      <Policy />
      {list.isPending ? <Loading /> : null}
      {list.data?.places.length === 0 ? <Note tone="bad" title={m.places_none()} next={m.cluster_no_place_next()} /> : null}
      {list.data?.places.map((place) => (
        <Place key={place.name} place={place} now={now} missingToRemove={list.data.missingToRemove} />
      ))}
    </Page>
  );
}

/** When everything is backed up and how long it is kept; only for those who see all of the cluster. */
function Policy() {
  const policy = useQuery(policyQuery);
  if (!policy.data) return null;
  const { suspended, times, keep } = policy.data;
  const copies = policy.data.places.filter(({ use }) => use === 'Copied').map(({ name }) => name);
  return (
    <section className="card stack close" aria-labelledby="policy">
      <div className="row apart">
        <h2 id="policy">{m.policy_title()}</h2>
        <Link to="/cluster/policy" className="button compact">
          {m.policy_change()}
        </Link>
      </div>
      <p>
        {suspended ? m.policy_none_begins() : `${formatSchedule(times.cron)} (${times.timeZone})`}
        {' · '}
        {m.policy_keeps({ keep: sayKeep(keep) })}
      </p>
      {copies.length > 0 ? <p className="small soft">{m.policy_copies({ places: copies.join(', ') })}</p> : null}
    </section>
  );
}

function AddPlaceLink({ rights, isFirst }: { rights: readonly string[]; isFirst: boolean }) {
  const id = useId();
  const router = useRouter();
  return (
    <div className="stack tight">
      <Button
        className={`button ${isFirst ? 'primary' : ''}`}
        isDisabled={lacks(rights)}
        aria-describedby={id}
        onPress={() => void router.navigate({ to: '/cluster/places/new' })}
      >
        {m.place_add()}
      </Button>
      <MissingRights id={id} rights={rights} />
    </div>
  );
}

/** Only of a place that holds nothing: one that was added by mistake, or with a key that is wrong. */
function Remove({ place, rights }: { place: ClusterPlace; rights: readonly string[] }) {
  const client = useQueryClient();
  const [isSure, setIsSure] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      answer(api.DELETE('/api/v1/cluster/repositories/{repository}', { params: { path: { repository: place.name } } })),
    onSuccess: (list) => client.setQueryData(placesQuery.queryKey, list),
  });
  if (lacks(rights)) return null;
  return (
    <div className="stack close">
      <ProblemNote error={remove.error} />
      <div className="actions">
        {isSure ? (
          <>
            <Button className="button compact" isDisabled={remove.isPending} onPress={() => remove.mutate()}>
              {m.place_remove_sure({ name: place.name })}
            </Button>
            <Button className="button compact quiet" onPress={() => setIsSure(false)}>
              {m.cancel()}
            </Button>
          </>
        ) : (
          <Button className="button compact quiet" onPress={() => setIsSure(true)}>
            {m.place_remove()}
          </Button>
        )}
      </div>
      {isSure ? <p className="small soft">{m.place_remove_text()}</p> : null}
    </div>
  );
}

function Place({ place, now, missingToRemove }: { place: ClusterPlace; now: number; missingToRemove: readonly string[] }) {
  const Icon = place.address.startsWith('s3:') ? CloudIcon : place.address.startsWith('rest:') ? ServerIcon : DiskIcon;
  const moment = (time: string | null | undefined, none: string) =>
    time ? <span title={formatDateTime(time)}>{formatRelative(time, now)}</span> : none;
  const next = (time: string | null | undefined) =>
    time ? (
      <span className="small soft" title={formatDateTime(time)}>
        {m.place_next({ when: formatRelative(time, now) })}
      </span>
    ) : null;
  return (
    <section className="card stack" aria-labelledby={`place-${place.name}`}>
      <div className="row apart">
        <h2 id={`place-${place.name}`} className="row place-name app-name">
          <Icon />
          {place.name}
        </h2>
        <ClusterPlaceLamp place={place} />
      </div>
      <div className="stack close">
        <p className="path soft">{place.address}</p>
        <p className="small soft">{place.outside ? m.place_outside() : m.place_inside()}</p>
      </div>
      <Problems place={place} />
      <dl className="facts">
        <Fact label={m.place_points()}>
          {formatNumber(place.restorePoints)}
          {place.restorePoints > 0 ? <span className="small soft">{m.place_apps({ count: place.apps })}</span> : null}
        </Fact>
        <Fact label={m.place_newest()}>{moment(place.newest, m.place_never())}</Fact>
        <Fact label={m.place_size()}>{place.bytes ? formatBytes(place.bytes) : m.place_size_unknown()}</Fact>
        <Fact label={m.place_checked()}>
          {moment(place.lastCheck, m.place_never())}
          {place.checkedPart ? <span className="small soft">{m.place_part({ part: place.checkedPart })}</span> : null}
          {next(place.nextCheck)}
        </Fact>
        <Fact label={m.place_pruned()}>
          {moment(place.lastPrune, m.place_never())}
          {next(place.nextPrune)}
        </Fact>
      </dl>
      {place.copied ? (
        <p className="small soft">{place.copied.holds === 'Yes' ? m.copied_all() : place.copied.words}</p>
      ) : null}
      {place.restorePoints === 0 ? <Remove place={place} rights={missingToRemove} /> : null}
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="stack tightest">{children}</dd>
    </div>
  );
}

/** What does not hold, and what is being done about what is not known. */
function Problems({ place }: { place: ClusterPlace }) {
  const { ready, checked, pruned } = place;
  const going = [ready, checked, pruned].filter((one) => one?.holds === 'Unknown' && one.words);
  return (
    <>
      {ready?.holds === 'No' ? (
        <Note tone="bad" title={m.place_closed()} next={m.finding_place_closed_next()}>
          <p>{ready.words}</p>
        </Note>
      ) : null}
      {checked?.holds === 'No' ? (
        <Note tone="bad" title={m.place_damaged()} next={m.finding_place_damaged_next()}>
          <p>{checked.words}</p>
        </Note>
      ) : null}
      {pruned?.holds === 'No' ? (
        <Note tone="warning" title={m.place_not_pruned()}>
          <p>{pruned.words}</p>
        </Note>
      ) : null}
      {place.suspended ? <p className="soft">{m.place_suspended_text()}</p> : null}
      {going.map((one) => (
        <p key={one?.words} className="soft">
          {one?.words}
        </p>
      ))}
    </>
  );
}
