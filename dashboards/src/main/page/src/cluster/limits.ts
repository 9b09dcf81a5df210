/** The limits of a grant in words, and others that could be set instead. */
import { formatLocale } from '../format/locale';

const units = { y: 'year', m: 'month', d: 'day', h: 'hour' } as const;
const hours = { y: 8766, m: 730.5, d: 24, h: 1 } as const;

const parts = (keep: string) =>
  [...keep.matchAll(/(\d+)([ymdh])/g)].map(([, count, unit]) => ({ count: Number(count), unit: unit as keyof typeof units }));

const measure = (value: number, unit: string) =>
  new Intl.NumberFormat(formatLocale(), { style: 'unit', unit, unitDisplay: 'long' }).format(value);

/** "1 year 30 days", for what documents have as 1y30d. */
export function formatKeep(keep: string): string {
  return parts(keep)
    .map(({ count, unit }) => measure(count, units[unit]))
    .join(' ');
}

/** About how long it is; months and years are as long as they are on average. */
export function keepHours(keep: string): number {
  return parts(keep).reduce((sum, { count, unit }) => sum + count * hours[unit], 0);
}

/** In the largest unit that it is whole numbers of. */
export function formatInterval(seconds: number): string {
  if (seconds % 86_400 === 0) return measure(seconds / 86_400, 'day');
  if (seconds % 3600 === 0) return measure(seconds / 3600, 'hour');
  return seconds % 60 === 0 ? measure(seconds / 60, 'minute') : measure(seconds, 'second');
}

const intervals = [86_400, 43_200, 21_600, 3600, 1800, 900];
const keeps = ['1m', '3m', '6m', '1y', '2y', '5y', '10y'];

/** Intervals other than the one that is asked for. */
export const otherIntervals = (asked: number): number[] => intervals.filter((one) => one !== asked);

/** Retentions other than the one that is asked for. */
export const otherKeeps = (asked: string): string[] => keeps.filter((one) => keepHours(one) !== keepHours(asked));
