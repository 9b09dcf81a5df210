import { formatLocale } from './locale';

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(formatLocale()).format(value);
}

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** Decimal units, as disks are sold: three digits at most. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const maximumFractionDigits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${new Intl.NumberFormat(formatLocale(), { maximumFractionDigits }).format(value)}\u00a0${units[unit]}`;
}

export function formatRate(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

/** Whole percents, rounded down: 100 % means that all is done. */
export function percent(done: number, total: number): number {
  if (total <= 0) return 0;
  return Math.max(0, Math.min(100, Math.floor((done / total) * 100)));
}
