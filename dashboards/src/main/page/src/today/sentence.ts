/** The service's verdict and its reasons in words: keys with values, so that they are said in the reader's language. */
import type { Today } from '../api/model';
import { formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';

export type Sentence = Today['sentence'];

export function sayVerdict(today: Today, now: number): string {
  const { key, values } = today.sentence;
  switch (key) {
    case 'apps.protected':
      return values.oldest
        ? m.today_protected_since({ oldest: formatRelative(values.oldest, now) })
        : m.today_protected();
    case 'apps.running':
      return m.today_running({ app: values.app ?? '' });
    case 'apps.paused':
      return m.today_paused({ count: Number(values.count ?? 1) });
    case 'apps.unprotected':
      return m.today_unprotected({ count: Number(values.count ?? 1) });
    case 'apps.failing':
      return m.today_failing({ count: Number(values.count ?? 1) });
    case 'place.neglected':
      return m.today_neglected();
    case 'apps.none':
      return m.today_none();
    default:
      return byState[today.state]();
  }
}

const byState: Record<Today['state'], () => string> = {
  Good: m.today_protected,
  Running: m.today_backup,
  Warning: m.today_look,
  Bad: m.today_bad,
};

export function sayReason({ key, values }: Sentence): string {
  switch (key) {
    case 'app.never':
      return m.reason_never();
    case 'app.paused':
      return m.reason_paused();
    case 'app.failed':
      return values.problem ?? '';
    case 'document.broken':
      return m.reason_document({ document: values.document ?? '' });
    case 'place.checkFailed':
      return m.reason_check_failed({ problem: values.problem ?? '' });
    case 'place.checkLate':
      return m.reason_check_late();
    case 'place.cleanUpFailed':
      return m.reason_clean_up_failed({ problem: values.problem ?? '' });
    case 'place.cleanUpLate':
      return m.reason_clean_up_late();
    case 'repository.unreadable':
      return m.reason_repository({ problem: values.problem ?? '' });
    default:
      return Object.values(values).join(' ') || key;
  }
}
