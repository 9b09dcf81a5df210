import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, it } from 'vitest';
import { aRun } from '../run/aRun';
import { applyEvent } from './events';
import type { Run } from './model';
import { runsQuery, todayQuery } from './queries';

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient();
  client.setQueryData(runsQuery().queryKey, [aRun({ id: 'old' })]);
  client.setQueryData(todayQuery.queryKey, { state: 'Good', sentence: { key: 'protected', values: {} }, reasons: [] });
});

const isStale = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;

it('puts a new run first and brings a known one up to date', () => {
  applyEvent(client, { type: 'run', data: aRun({ id: 'new', bytesDone: 1 }) });
  applyEvent(client, { type: 'run', data: aRun({ id: 'new', bytesDone: 2 }) });
  expect(client.getQueryData<Run[]>(runsQuery().queryKey)?.map((run) => [run.id, run.bytesDone])).toEqual([['new', 2], ['old', 10]]);
});

it('asks for the verdict again when a phase changes, and not at every step of progress', () => {
  applyEvent(client, { type: 'run', data: aRun() });
  expect(isStale(todayQuery.queryKey)).toBe(true);
  client.setQueryData(todayQuery.queryKey, (today) => today && { ...today });
  applyEvent(client, { type: 'run', data: aRun({ bytesDone: 20 }) });
  expect(isStale(todayQuery.queryKey)).toBe(false);
  applyEvent(client, { type: 'run', data: aRun({ phase: 'Succeeded', endedAt: '2026-11-29T14:01:00Z' }) });
  expect(isStale(todayQuery.queryKey)).toBe(true);
});

it('does not invent a list of runs that nobody has asked for', () => {
  applyEvent(client, { type: 'run', data: aRun() });
  expect(client.getQueryData(runsQuery('photos').queryKey)).toBeUndefined();
});

it('lets nothing older bring back a run that is over', () => {
  applyEvent(client, { type: 'run', data: aRun({ id: 'new', phase: 'Succeeded', endedAt: '2026-11-29T14:01:00Z' }) });
  applyEvent(client, { type: 'run', data: aRun({ id: 'new', phase: 'Waiting' }) });
  expect(client.getQueryData<Run[]>(runsQuery().queryKey)?.[0]?.phase).toBe('Succeeded');
});
