import { m } from '../paraglide/messages.js';
import { formatClock } from './time';

/** Cron's five fields in words where there are simple ones, else as they are. */
export function formatSchedule(cron: string): string {
  const [minute, hour, dayOfMonth, month, dayOfWeek] = cron.trim().split(/\s+/);
  if (dayOfMonth === '*' && month === '*' && dayOfWeek === '*' && isNumber(minute)) {
    if (hour === '*') return m.schedule_hourly({ minute: minute.padStart(2, '0') });
    if (isNumber(hour)) return m.schedule_daily({ time: formatClock(new Date(2000, 0, 1, +hour, +minute)) });
  }
  return cron;
}

function isNumber(field: string | undefined): field is string {
  return field !== undefined && /^\d+$/.test(field);
}
