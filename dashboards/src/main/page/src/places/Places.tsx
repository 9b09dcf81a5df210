import { useQuery } from '@tanstack/react-query';
import type { PlaceStatus } from '../api/model';
import { repositoriesQuery } from '../api/queries';
import { formatDateTime, formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { CloudIcon, DiskIcon, ServerIcon } from '../parts/Icons';
import { PlaceLamp } from '../parts/Lamp';
import { ProblemNote } from '../parts/Note';
import { CheckNow } from './CheckNow';

/** Where the copies are, and when it was last proved that they are whole. */
export function Places({ now }: { now: number }) {
  const places = useQuery(repositoriesQuery);
  return (
    <section className="stack" aria-labelledby="places">
      <h2 id="places">{m.places()}</h2>
      <ProblemNote error={places.error} />
      {places.data?.map((place) => (
        <PlaceCard key={place.name} place={place} now={now} />
      ))}
    </section>
  );
}

function PlaceCard({ place, now }: { place: PlaceStatus; now: number }) {
  const Icon = place.address.startsWith('s3:') ? CloudIcon : place.address.startsWith('rest:') ? ServerIcon : DiskIcon;
  const moment = (time: string | null | undefined) =>
    time ? <span title={formatDateTime(time)}>{formatRelative(time, now)}</span> : m.place_never();
  return (
    <div className="card stack">
      <div className="row apart">
        <span className="row place-name">
          <Icon />
          <span className="path">{place.address}</span>
        </span>
        <PlaceLamp place={place} />
      </div>
      <dl className="facts">
        <div>
          <dt>{m.place_checked()}</dt>
          <dd>{moment(place.lastChecked)}</dd>
        </div>
        <div>
          <dt>{m.place_read()}</dt>
          <dd>
            {place.parts === 0
              ? m.place_not_read()
              : place.allRead
                ? m.place_read_since({ when: formatDateTime(place.allRead) })
                : m.place_read_parts({ read: place.partsRead, parts: place.parts })}
          </dd>
        </div>
        <div>
          <dt>{m.place_pruned()}</dt>
          <dd>{moment(place.lastPruned)}</dd>
        </div>
        <div>
          <dt>{m.place_next_check()}</dt>
          <dd>{place.nextCheck ? moment(place.nextCheck) : m.none_planned()}</dd>
        </div>
      </dl>
      <div className="actions">
        <CheckNow />
      </div>
    </div>
  );
}
