/** What somebody is about to change of the cluster's policy, as fields of a form. */
import type { ClusterPolicy, PolicyChange, PolicyKeep, PolicyPlace } from '../api/model';

export type Rhythm = 'Hourly' | 'SixHourly' | 'Daily' | 'Weekly' | 'Other';

export interface PolicyDraft {
  rhythm: Rhythm;
  /** HH:MM; of hourly ones only the minutes count. */
  time: string;
  /** 0 is Sunday. */
  weekday: string;
  /** As it is, where it is none of the others. */
  cron: string;
  timeZone: string;
  jitterSeconds: string;
  suspended: boolean;
  keep: Record<CountName, string>;
  within: string;
  places: PolicyPlace[];
}

export const counts = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;
export type CountName = (typeof counts)[number];

const pad = (number: string): string => number.padStart(2, '0');
const clock = (hour: string, minute: string): string => `${pad(hour)}:${pad(minute)}`;
const words: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
};
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Which of the simple rhythms a cron expression is. */
export function readCron(text: string): Pick<PolicyDraft, 'rhythm' | 'time' | 'weekday' | 'cron'> {
  const none = { time: '02:00', weekday: '0', cron: text };
  const [minute = '', hour = '', day, month, weekday = ''] = (words[text] ?? text).split(' ');
  const isPlain = /^\d+$/.test(minute) && day === '*' && month === '*';
  if (isPlain && weekday === '*') {
    if (hour === '*') return { ...none, rhythm: 'Hourly', time: clock('0', minute) };
    if (hour === '*/6') return { ...none, rhythm: 'SixHourly', time: clock('0', minute) };
    if (/^\d+$/.test(hour)) return { ...none, rhythm: 'Daily', time: clock(hour, minute) };
  }
  const named = days.indexOf(weekday.toLowerCase());
  const number = named >= 0 ? String(named) : weekday === '7' ? '0' : weekday;
  if (isPlain && /^\d+$/.test(hour) && /^[0-6]$/.test(number)) {
    return { ...none, rhythm: 'Weekly', time: clock(hour, minute), weekday: number };
  }
  return { ...none, rhythm: 'Other' };
}

export function writeCron({ rhythm, time, weekday, cron }: Pick<PolicyDraft, 'rhythm' | 'time' | 'weekday' | 'cron'>): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  switch (rhythm) {
    case 'Hourly':
      return `${minute} * * * *`;
    case 'SixHourly':
      return `${minute} */6 * * *`;
    case 'Daily':
      return `${minute} ${hour} * * *`;
    case 'Weekly':
      return `${minute} ${hour} * * ${weekday}`;
    case 'Other':
      return cron.trim();
  }
}

export function draftOf({ times, keep, suspended, places }: ClusterPolicy): PolicyDraft {
  return {
    ...readCron(times.cron),
    timeZone: times.timeZone,
    jitterSeconds: String(times.jitterSeconds),
    suspended,
    keep: Object.fromEntries(counts.map((name) => [name, String(keep[name] ?? '')])) as Record<CountName, string>,
    within: keep.within ?? '',
    places: [...places],
  };
}

export const isCount = (text: string): boolean => text === '' || /^[1-9]\d{0,4}$/.test(text);

const keeps = ({ keep, within }: PolicyDraft): boolean => within !== '' || counts.some((name) => keep[name] !== '');

/** Whether apps are backed up to one; a cluster that has none yet says nothing about it. */
export const hasPlace = ({ places }: PolicyDraft): boolean => places.length === 0 || places.some(({ use }) => use === 'BackedUp');

export const isFilled = (draft: PolicyDraft): boolean =>
  hasPlace(draft) &&
  counts.every((name) => isCount(draft.keep[name])) && keeps(draft) && draft.timeZone.trim() !== '' && writeCron(draft) !== '' && /^\d\d:\d\d$/.test(draft.time);

/** As the service takes it. */
export function changeOf(draft: PolicyDraft, asShown: string): PolicyChange {
  const count = (name: CountName) => (draft.keep[name] ? Number(draft.keep[name]) : null);
  const keep: PolicyKeep = {
    last: count('last'),
    hourly: count('hourly'),
    daily: count('daily'),
    weekly: count('weekly'),
    monthly: count('monthly'),
    yearly: count('yearly'),
    within: draft.within || null,
  };
  return {
    asShown,
    suspended: draft.suspended,
    times: { cron: writeCron(draft), timeZone: draft.timeZone.trim(), jitterSeconds: Number(draft.jitterSeconds) },
    keep,
    places: draft.places.length > 0 ? draft.places : null,
  };
}
