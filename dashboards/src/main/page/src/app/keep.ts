import type { App } from '../api/model';
import { m } from '../paraglide/messages.js';

/** Which restore points of an app are kept, in words. */
export function sayKeep(keep: App['keep']): string {
  const count = (say: (values: { count: number }) => string, wish: number | null | undefined) => (wish ? [say({ count: wish })] : []);
  return [
    ...count(m.keep_last, keep.last),
    ...count(m.keep_hourly, keep.hourly),
    ...count(m.keep_daily, keep.daily),
    ...count(m.keep_weekly, keep.weekly),
    ...count(m.keep_monthly, keep.monthly),
    ...count(m.keep_yearly, keep.yearly),
    ...(keep.within ? [m.keep_within({ time: keep.within })] : []),
  ].join(', ');
}
