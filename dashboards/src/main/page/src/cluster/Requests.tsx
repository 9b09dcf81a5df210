import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AnnotationFault, ClusterRequest } from '../api/model';
import { useNow } from '../format/now';
import { formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';
import { ChevronIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { RequestLamp } from './Lamps';
import { requestsQuery } from './queries';

/** What apps ask for that nobody has approved. */
export default function Requests() {
  const now = useNow();
  const asked = useQuery(requestsQuery);
  const requests = asked.data?.requests ?? [];
  const waiting = requests.filter((request) => request.state === 'Waiting').length;
  return (
    <Page title={m.requests()}>
      {requests.length > 0 ? (
        <p className="lead">{waiting > 0 ? m.requests_wait({ count: waiting }) : m.requests_none_wait()}</p>
      ) : null}
      <ProblemNote error={asked.error} />
      {asked.isPending ? <Loading /> : null}
      {requests.length > 0 ? (
        <ul className="rows">
          {requests.map((request) => (
            <li key={`${request.namespace}/${request.policy}`}>
              <RequestRow request={request} now={now} />
            </li>
          ))}
        </ul>
      ) : asked.data ? (
        <p className="card empty">{m.requests_none()}</p>
      ) : null}
      <Faults faults={asked.data?.faults ?? []} />
    </Page>
  );
}

function RequestRow({ request, now }: { request: ClusterRequest; now: number }) {
  const { namespace, policy } = request;
  return (
    <Link to="/cluster/requests/$namespace/$policy" params={{ namespace, policy }} className="row-link">
      <span className="grow stack close">
        <span className="row apart">
          <strong className="app-name">{namespace}</strong>
          <RequestLamp state={request.state} />
        </span>
        <span className="row apart small soft">
          <span>{m.request_policy({ policy })}</span>
          {request.since ? <span>{m.request_since({ when: formatRelative(request.since, now) })}</span> : null}
        </span>
        {request.state === 'Waiting' ? null : <span className="small soft">{request.reason}</span>}
        {request.less > 0 ? <span className="small toned warning">{m.request_less({ count: request.less })}</span> : null}
      </span>
      <span className="chevron">
        <ChevronIcon />
      </span>
    </Link>
  );
}

function Faults({ faults }: { faults: AnnotationFault[] }) {
  if (faults.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="faults">
      <div className="stack close">
        <h2 id="faults">{m.faults()}</h2>
        <p className="soft">{m.faults_text()}</p>
      </div>
      <ul className="rows">
        {faults.map((fault) => (
          <li key={`${fault.namespace} ${fault.claim ?? ''} ${fault.annotation}`} className="problem-row stack close">
            <strong>{fault.claim ? `${fault.namespace} / ${fault.claim}` : fault.namespace}</strong>
            <span>
              <code>{fault.annotation}</code>: {fault.reason}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
