import { expect, test } from 'vitest';
import { changeOf, draftOf, isFilled, readCron, writeCron } from './policyDraft';

const policy = {
  asShown: 'u/1', suspended: false, hasHours: false, places: [{ name: 'disk', use: 'BackedUp' as const }, { name: 'friend', use: 'Copied' as const }], next: [], governed: 3, missingToChange: [],
  times: { cron: '0 2 * * *', timeZone: 'Etc/UTC', jitterSeconds: 7200 },
  keep: { last: 3, hourly: null, daily: 7, weekly: 5, monthly: 12, yearly: null, within: null },
};

test('simple rhythms are read and written', () => {
  for (const cron of ['30 * * * *', '5 */6 * * *', '0 2 * * *', '15 23 * * 0', '0 3 * * 6']) {
    const read = readCron(cron);
    expect(read.rhythm).not.toBe('Other');
    expect(writeCron(read)).toBe(cron);
  }
  expect(readCron('0 7 * * Sun')).toMatchObject({ rhythm: 'Weekly', time: '07:00', weekday: '0' });
  expect(readCron('@daily')).toMatchObject({ rhythm: 'Daily', time: '00:00' });
  expect(readCron('0 3 * * 7')).toMatchObject({ rhythm: 'Weekly', weekday: '0' });
});

test('every other rhythm stays as it is', () => {
  for (const cron of ['0 3 1 * *', '*/5 * * * *', '0 2,14 * * *', '0 2 * * 1-5', '@monthly']) {
    const read = readCron(cron);
    expect(read.rhythm).toBe('Other');
    expect(writeCron(read)).toBe(cron);
  }
});

test('what nobody touched is sent as it was', () => {
  expect(changeOf(draftOf(policy), 'u/1')).toEqual({ asShown: 'u/1', suspended: false, times: policy.times, keep: policy.keep, places: policy.places });
});

test('counts are whole numbers from one on, and something is kept', () => {
  const draft = draftOf(policy);
  expect(isFilled(draft)).toBe(true);
  for (const daily of ['0', '-1', '1.5', 'x']) expect(isFilled({ ...draft, keep: { ...draft.keep, daily } })).toBe(false);
  const nothing = { last: '', hourly: '', daily: '', weekly: '', monthly: '', yearly: '' };
  expect(isFilled({ ...draft, keep: nothing })).toBe(false);
  expect(isFilled({ ...draft, keep: nothing, within: '1m' })).toBe(true);
  expect(isFilled({ ...draft, places: [{ name: 'disk', use: 'Copied' }] })).toBe(false);
  expect(changeOf({ ...draft, places: [] }, 'u/1').places).toBe(null);
});
