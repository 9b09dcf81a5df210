import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { requestsQuery } from '../cluster/queries';
import { everything } from '../cluster/selection';
import { formatNumber } from '../format/number';
import { m } from '../paraglide/messages.js';
import { ActivityIcon, AppsIcon, DiskIcon, RequestIcon, TodayIcon } from '../parts/Icons';

/** The screens of a cluster. */
export function ClusterMenu() {
  const requests = useQuery(requestsQuery);
  const waiting = requests.data?.requests.filter((request) => request.state === 'Waiting').length ?? 0;
  return (
    <>
      <li>
        <Link to="/" activeOptions={{ exact: true }} activeProps={{ 'aria-current': 'page' }}>
          <TodayIcon />
          {m.today()}
        </Link>
      </li>
      <li>
        <Link to="/cluster/apps" activeProps={{ 'aria-current': 'page' }}>
          <AppsIcon />
          {m.apps()}
        </Link>
      </li>
      <li>
        <Link to="/cluster/activity" search={everything} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          <ActivityIcon />
          {m.activity()}
        </Link>
      </li>
      <li>
        <Link to="/cluster/places" activeProps={{ 'aria-current': 'page' }}>
          <DiskIcon />
          {m.places_menu()}
        </Link>
      </li>
      <li>
        <Link to="/cluster/requests" activeProps={{ 'aria-current': 'page' }}>
          <RequestIcon />
          {m.requests()}
          {waiting > 0 ? (
            <span className="badge">
              <span aria-hidden="true">{formatNumber(waiting)}</span>
              <span className="hidden-text">{m.requests_badge({ count: waiting })}</span>
            </span>
          ) : null}
        </Link>
      </li>
    </>
  );
}
