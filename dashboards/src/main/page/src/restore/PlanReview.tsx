import { Button } from 'react-aria-components';
import type { PlanEntry, RestorePlan } from '../api/model';
import { formatBytes, formatNumber } from '../format/number';
import { m } from '../paraglide/messages.js';
import { Count } from '../parts/Count';
import { Note, ProblemNote } from '../parts/Note';

/** What a restore will do, before it does anything. */
export function PlanReview({
  plan,
  time,
  isBusy,
  problem,
  onBack,
  onApply,
}: {
  plan: RestorePlan;
  time: string;
  isBusy: boolean;
  problem: unknown;
  onBack: () => void;
  onApply: () => void;
}) {
  const lost = plan.overwritten + plan.deleted;
  const writes = plan.created + lost;
  return (
    <div className="stack wide">
      <dl className="tally">
        <Count label={m.plan_created()} value={formatNumber(plan.created)} />
        <Count label={m.plan_overwritten()} value={formatNumber(plan.overwritten)} isWarning={plan.overwritten > 0} />
        {plan.deleted > 0 ? <Count label={m.plan_deleted()} value={formatNumber(plan.deleted)} isWarning /> : null}
        <Count label={m.plan_same()} value={formatNumber(plan.same)} />
        <Count label={m.plan_bytes()} value={formatBytes(plan.bytes)} />
      </dl>
      {plan.deleted > 0 ? <Note tone="warning" title={m.plan_deleted_why()} /> : null}
      {lost > 0 ? <Note tone="good" title={m.safety_title()} next={plan.deleted > 0 ? m.safety_text_deleted() : m.safety_text()} /> : null}
      {plan.warnings.map((warning) => (
        <Note key={warning} tone="warning" title={warning} />
      ))}
      {plan.entries.length > 0 ? (
        <section className="stack close" aria-labelledby="plan-entries">
          <h2 id="plan-entries">{m.plan_entries()}</h2>
          <ul className="rows plan-entries" tabIndex={0} aria-labelledby="plan-entries">
            {plan.entries.map((entry) => (
              <li key={entry.path}>
                <ActionLamp action={entry.action} />
                <span className="path">{entry.path}</span>
                <span className="soft small numbers">{formatBytes(entry.size)}</span>
              </li>
            ))}
          </ul>
          {plan.more ? <p className="soft small">{m.plan_more()}</p> : null}
        </section>
      ) : null}
      {writes === 0 ? <Note tone="good" title={m.plan_nothing()} /> : null}
      <ProblemNote error={problem} />
      <div className="actions">
        {writes > 0 ? (
          <Button className="button primary large" isDisabled={isBusy} onPress={onApply}>
            {isBusy
              ? m.restoring_now()
              : plan.deleted > 0
                ? m.apply_as_of({ time })
                : plan.overwritten > 0 && plan.created > 0
                ? m.apply_both({
                    overwritten: formatNumber(plan.overwritten),
                    created: formatNumber(plan.created),
                    time,
                  })
                : plan.overwritten > 0
                ? m.apply_replace({ count: plan.overwritten, files: formatNumber(plan.overwritten), time })
                : m.apply_create({ count: plan.created, files: formatNumber(plan.created), time })}
          </Button>
        ) : null}
        <Button className="button quiet" isDisabled={isBusy} onPress={onBack}>
          {m.back()}
        </Button>
      </div>
    </div>
  );
}

const actions: Record<PlanEntry['action'], { tone: string; word: () => string }> = {
  Create: { tone: 'good', word: m.action_create },
  Overwrite: { tone: 'warning', word: m.action_overwrite },
  Delete: { tone: 'warning', word: m.action_delete },
  Same: { tone: 'quiet-tone', word: m.action_same },
};

function ActionLamp({ action }: { action: PlanEntry['action'] }) {
  const { tone, word } = actions[action];
  return (
    <span>
      <span className={`lamp ${tone}`}>{word()}</span>
    </span>
  );
}
