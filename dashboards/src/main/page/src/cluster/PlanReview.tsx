import type { ReactNode } from 'react';
import type { ClusterPlan, PlannedObject, PlannedVolume } from '../api/model';
import { m } from '../paraglide/messages.js';
import { Note } from '../parts/Note';

/** What becomes of every object and every volume, before anything is done. */
export function PlanReview({ plan, namespace }: { plan: ClusterPlan; namespace: string }) {
  const impossible = plan.objects.filter((object) => object.change === 'Impossible' || object.change === 'Conflict');
  return (
    <div className="stack wide">
      {plan.gaps.length > 0 ? (
        <Note tone="warning" title={m.plan_gaps()}>
          <List items={plan.gaps} />
        </Note>
      ) : null}
      {plan.warnings.map((warning) => (
        <Note key={warning} tone="warning" title={warning} />
      ))}
      {impossible.length > 0 ? <Note tone="warning" title={m.plan_impossible({ count: impossible.length })} /> : null}
      {plan.createsNamespace ? <p>{m.plan_creates_namespace({ namespace })}</p> : null}
      {plan.stops.length > 0 ? (
        <Note tone="warning" title={m.plan_stops()}>
          <List items={plan.stops} />
        </Note>
      ) : null}
      {plan.volumes.length > 0 ? (
        <section className="stack close" aria-labelledby="plan-volumes">
          <h2 id="plan-volumes">{m.volumes()}</h2>
          <ul className="rows plan-entries">
            {plan.volumes.map((volume) => (
              <Entry
                key={volume.claim}
                look={volumes[volume.change]}
                name={volume.claim}
                about={volume.size}
                reason={volume.reason}
              />
            ))}
          </ul>
        </section>
      ) : null}
      <section className="stack close" aria-labelledby="plan-objects">
        <h2 id="plan-objects">{m.objects({ count: plan.objects.length })}</h2>
        <ul className="rows plan-entries" tabIndex={0} aria-labelledby="plan-objects">
          {plan.objects.map((object) => (
            <Entry
              key={`${object.kind}/${object.name}`}
              look={objects[object.change]}
              name={`${object.kind} ${object.name}`}
              reason={object.reason}
            />
          ))}
        </ul>
      </section>
      {plan.stays.length > 0 ? (
        <details>
          <summary>{m.plan_stays({ count: plan.stays.length })}</summary>
          <List items={plan.stays} />
        </details>
      ) : null}
    </div>
  );
}

/** Whether carrying it out changes anything. */
export function doesSomething(plan: ClusterPlan): boolean {
  return (
    plan.createsNamespace ||
    plan.objects.some((object) => object.change === 'Create' || object.change === 'Replace') ||
    plan.volumes.some((volume) => ['Fill', 'Empty', 'Overwrite'].includes(volume.change))
  );
}

interface Look {
  tone: string;
  word: () => string;
}

const objects: Record<PlannedObject['change'], Look> = {
  Create: { tone: 'good', word: m.action_create },
  Replace: { tone: 'warning', word: m.object_replace },
  Conflict: { tone: 'bad', word: m.object_conflict },
  Impossible: { tone: 'bad', word: m.object_impossible },
  Different: { tone: 'quiet-tone', word: m.object_different },
  LeftOut: { tone: 'quiet-tone', word: m.object_left_out },
  Same: { tone: 'quiet-tone', word: m.action_same },
};

const volumes: Record<PlannedVolume['change'], Look> = {
  Fill: { tone: 'good', word: m.volume_fill },
  Empty: { tone: 'quiet-tone', word: m.volume_empty },
  Overwrite: { tone: 'warning', word: m.volume_overwrite },
  Keep: { tone: 'quiet-tone', word: m.volume_keep },
  LeftOut: { tone: 'quiet-tone', word: m.object_left_out },
  Impossible: { tone: 'bad', word: m.object_impossible },
};

function Entry({ look, name, about, reason }: { look: Look; name: string; about?: string; reason: string }) {
  return (
    <li>
      <span>
        <span className={`lamp ${look.tone}`}>{look.word()}</span>
      </span>
      <span className="path">
        {name}
        {reason ? <span className="soft small"> {reason}</span> : null}
      </span>
      <span className="soft small numbers">{about}</span>
    </li>
  );
}

function List({ items }: { items: string[] }): ReactNode {
  return (
    <ul className="stack close">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
