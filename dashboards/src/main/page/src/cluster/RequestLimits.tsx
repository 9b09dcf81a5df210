import type { RequestGrant } from '../api/model';
import { m } from '../paraglide/messages.js';
import { formatInterval, formatKeep } from './limits';

/** What an approval allows, limit by limit. */
export function RequestLimits({ grant }: { grant: RequestGrant }) {
  return (
    <section className="card stack" aria-labelledby="limits">
      <div className="stack close">
        <h2 id="limits">{m.request_allows()}</h2>
        <p className="soft">{m.request_allows_text()}</p>
      </div>
      <dl className="facts">
        <div>
          <dt>{m.limit_repositories()}</dt>
          <dd>{grant.repositories.join(', ')}</dd>
        </div>
        <div>
          <dt>{m.limit_interval()}</dt>
          <dd>{m.limit_every({ length: formatInterval(grant.shortestIntervalSeconds) })}</dd>
        </div>
        <div>
          <dt>{m.limit_retention()}</dt>
          <dd>{formatKeep(grant.longestRetention)}</dd>
        </div>
        <div>
          <dt>{m.limit_hooks()}</dt>
          <dd>{grant.allowHooks ? m.limit_hooks_any() : m.limit_hooks_none()}</dd>
        </div>
      </dl>
    </section>
  );
}
