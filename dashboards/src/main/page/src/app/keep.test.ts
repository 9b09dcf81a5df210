import { beforeEach, expect, it } from 'vitest';
import { setLocale } from '../paraglide/runtime.js';
import { sayKeep } from './keep';

beforeEach(() => setLocale('en', { reload: false }));

it('says which restore points are kept', () => {
  const none = { last: null, hourly: null, daily: null, weekly: null, monthly: null, yearly: null, within: null };
  expect(sayKeep({ ...none, last: 3, daily: 7, monthly: 1 })).toBe('the newest 3, 7 days, 1 month');
  expect(sayKeep({ ...none, within: '1m15d' })).toBe('all within 1m15d');
});
