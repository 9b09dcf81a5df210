/** The service's verdict and its reasons in words: keys with values, so that they are said in the reader's language. */
import type { Today } from '../api/model';
import { formatDateTime, formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';

export type Sentence = Today['sentence'];

export function sayVerdict(today: Today, now: number): string {
  const { key, values } = today.sentence;
  switch (key) {
    case 'protected':
      return values.oldest
        ? m.today_protected_since({ oldest: formatRelative(values.oldest, now) })
        : m.today_protected();
    case 'first-backup':
      return m.today_first_backup();
    case 'running':
      return m.today_running({ app: values.app ?? '' });
    case 'not-protected':
      return m.today_not_protected({ count: Number(values.count ?? 1) });
    case 'failed':
      return m.today_failed({ app: values.app ?? '' });
    case 'incomplete':
      return m.today_incomplete({ app: values.app ?? '' });
    case 'overdue':
      return m.today_overdue({ app: values.app ?? '' });
    default:
      return byState[today.state]();
  }
}

const byState: Record<Today['state'], () => string> = {
  Good: m.today_protected,
  Running: m.today_first_backup,
  Warning: m.today_look,
  Bad: m.today_bad,
};

export function sayReason({ key, values }: Sentence, now: number): string {
  switch (key) {
    case 'never':
      return m.reason_never();
    case 'failed':
      return values.problem ? m.reason_failed({ problem: values.problem }) : m.reason_failed_plain();
    case 'incomplete':
      return values.problem ? m.reason_incomplete({ problem: values.problem }) : m.reason_incomplete_plain();
    case 'overdue':
      return values.due
        ? m.reason_overdue({ when: formatRelative(values.due, now), time: formatDateTime(values.due) })
        : m.reason_overdue_plain();
    case 'running':
      return m.reason_running();
    default:
      return Object.values(values).join(' ') || key;
  }
}
