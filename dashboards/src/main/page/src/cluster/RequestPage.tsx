import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { RequestDetails } from '../api/model';
import type { Problem } from '../api/problem';
import { useNow } from '../format/now';
import { formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { Loading } from '../parts/Loading';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { RequestLamp } from './Lamps';
import { requestQuery } from './queries';
import { RequestActions } from './RequestActions';
import { RequestDiff } from './RequestDiff';
import { RequestLimits } from './RequestLimits';

/** What an app asks for beside what governs it now, what that would cost, and the answer. */
export default function RequestPage() {
  const { namespace, policy } = useParams({ from: '/cluster/requests/$namespace/$policy' });
  const now = useNow();
  const request = useQuery(requestQuery(namespace, policy));
  // An answer to what is no longer so: stays while what is asked for now is looked at.
  const [stale, setStale] = useState<Problem | null>(null);
  const data = request.data;
  return (
    <Page title={m.request_title({ app: namespace })} above={<Link to="/cluster/requests">{m.requests()}</Link>}>
      <ProblemNote error={request.error} />
      {request.isPending ? <Loading /> : null}
      {data ? (
        <>
          <div className="row">
            <RequestLamp state={data.request.state} />
            <span className="soft">
              {data.request.since
                ? m.request_asked({ policy, when: formatRelative(data.request.since, now) })
                : m.request_policy({ policy })}
            </span>
          </div>
          {stale ? (
            <Note tone="warning" title={m.request_stale()}>
              <p>{stale.detail}</p>
            </Note>
          ) : null}
          <Standing details={data} />
          <RequestDiff details={data} />
          {data.grant && data.request.state !== 'Granted' ? <RequestLimits grant={data.grant} /> : null}
          <RequestActions details={data} onStale={setStale} />
        </>
      ) : null}
    </Page>
  );
}

/** What became of it so far, and what speaks against it. */
function Standing({ details }: { details: RequestDetails }) {
  const { request } = details;
  if (request.state === 'Granted') {
    return (
      <>
        <Note tone="good" title={m.request_approved({ reason: request.reason })} />
        {details.hookRights ? (
          <Note tone="warning" title={m.hook_rights_title()}>
            <p>{m.hook_rights_next()}</p>
            <code className="terminal">{details.hookRights}</code>
          </Note>
        ) : null}
      </>
    );
  }
  return (
    <>
      {details.denied ? (
        <Note tone="warning" title={m.request_denied_because({ reason: details.denied })} next={m.request_denied_next()} />
      ) : null}
      {details.obstacle ? (
        <Note tone="bad" title={m.request_obstacle()}>
          <p>{details.obstacle}</p>
        </Note>
      ) : null}
      {details.less.length > 0 ? (
        <Note tone="warning" title={m.request_less({ count: details.less.length })} next={m.request_less_next()}>
          <ul className="plain-list">
            {details.less.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Note>
      ) : null}
      {details.notReady ? (
        <Note tone="warning" title={m.request_not_ready()}>
          <p>{details.notReady}</p>
        </Note>
      ) : null}
    </>
  );
}
