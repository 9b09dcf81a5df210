import type { RequestDetails } from '../api/model';
import { m } from '../paraglide/messages.js';
import { MinusIcon, PlusIcon } from '../parts/Icons';
import { byTopic, topicWord } from './topics';

/** What governs the app now and what would, one topic after the other; what stays is folded away. */
export function RequestDiff({ details }: { details: RequestDetails }) {
  const isGranted = details.request.state === 'Granted';
  const changes = byTopic(details.differences.filter((one) => isGranted || one.change !== 'Same'));
  const same = details.differences.filter((one) => !isGranted && one.change === 'Same');
  return (
    <section className="stack" aria-labelledby="diff">
      <h2 id="diff">{isGranted ? m.request_governs() : m.request_diff()}</h2>
      {changes.length > 0 ? (
        <dl className="rows diff">
          {changes.map(({ topic, statements }) => (
            <div key={topic}>
              <dt>{topicWord(topic)}</dt>
              {statements.map(({ change, words }) => (
                <dd key={`${change} ${words}`} className={change.toLowerCase()}>
                  {change === 'Same' ? null : (
                    <>
                      {change === 'Added' ? <PlusIcon size={16} /> : <MinusIcon size={16} />}
                      <span className="hidden-text">{change === 'Added' ? m.request_then() : m.request_now()}</span>
                    </>
                  )}
                  <span>{words}</span>
                </dd>
              ))}
            </div>
          ))}
        </dl>
      ) : (
        <p className="soft">{m.request_no_diff()}</p>
      )}
      {same.length > 0 ? (
        <details className="same">
          <summary>{m.request_same({ count: same.length })}</summary>
          <dl className="rows diff">
            {byTopic(same).map(({ topic, statements }) => (
              <div key={topic}>
                <dt>{topicWord(topic)}</dt>
                {statements.map(({ words }) => (
                  <dd key={words}>{words}</dd>
                ))}
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </section>
  );
}
