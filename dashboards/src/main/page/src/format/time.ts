import { formatLocale } from './locale';

type Time = string | number | Date;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** "5 minutes ago", "tomorrow": what people say, rounded to one unit. */
export function formatRelative(time: Time, now: number = Date.now()): string {
  const seconds = Math.round((new Date(time).getTime() - now) / 1000);
  const size = Math.abs(seconds);
  const format = new Intl.RelativeTimeFormat(formatLocale(), { numeric: 'auto' });
  if (size < 45) return format.format(0, 'second');
  if (size < 45 * minute) return format.format(towardZero(seconds / minute), 'minute');
  if (size < 22 * hour) return format.format(towardZero(seconds / hour), 'hour');
  if (size < 45 * day) return format.format(Math.round(seconds / day), 'day');
  return format.format(Math.round(seconds / (30.44 * day)), 'month');
}

function towardZero(value: number): number {
  return Math.sign(value) * Math.max(1, Math.round(Math.abs(value)));
}

/** A length of time in its two largest units, for example "1 h 5 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const unit = (value: number, name: 'second' | 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(formatLocale(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  if (whole < minute) return unit(whole, 'second');
  if (whole < hour) {
    const minutes = Math.floor(whole / minute);
    return minutes < 10 && whole % minute > 0
      ? `${unit(minutes, 'minute')} ${unit(whole % minute, 'second')}`
      : unit(minutes, 'minute');
  }
  if (whole < day) return two(unit(Math.floor(whole / hour), 'hour'), Math.floor((whole % hour) / minute), 'minute');
  return two(unit(Math.floor(whole / day), 'day'), Math.floor((whole % day) / hour), 'hour');

  function two(large: string, small: number, name: 'minute' | 'hour'): string {
    return small === 0 ? large : `${large} ${unit(small, name)}`;
  }
}

export function formatDateTime(time: Time): string {
  return new Intl.DateTimeFormat(formatLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));
}

export function formatClock(time: Time): string {
  return new Intl.DateTimeFormat(formatLocale(), { timeStyle: 'short' }).format(new Date(time));
}

/** The day that a time lies in, for headings: "Today", "Yesterday", or its date. */
export function formatDay(time: Time, now: number = Date.now()): string {
  const date = new Date(time);
  const days = Math.round((startOfDay(date) - startOfDay(new Date(now))) / (day * 1000));
  if (days === 0 || days === -1) {
    const word = new Intl.RelativeTimeFormat(formatLocale(), { numeric: 'auto' }).format(days, 'day');
    return word.charAt(0).toLocaleUpperCase(formatLocale()) + word.slice(1);
  }
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(formatLocale(), { weekday: 'long', day: 'numeric', month: 'long', year }).format(date);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
