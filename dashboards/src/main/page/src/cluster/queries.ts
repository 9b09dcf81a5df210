/** What the page asks about a cluster. Nobody tells what happens there, so it is asked again and again while somebody looks. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { RunSelection } from '../api/model';
import { answer, api } from '../api/client';
import { type FilesQuery, listingQuery } from '../api/queries';

const often = 2_000;
const seldom = 10_000;

export const appsQuery = queryOptions({
  queryKey: ['cluster', 'apps'],
  queryFn: () => answer(api.GET('/api/v1/cluster/apps')),
  refetchInterval: seldom,
});

export const appQuery = (app: string) =>
  queryOptions({
    queryKey: ['cluster', 'apps', app],
    queryFn: () => answer(api.GET('/api/v1/cluster/apps/{app}', { params: { path: { app } } })),
    refetchInterval: (query) => (query.state.data?.backups.some((backup) => !backup.over) ? often : seldom),
  });

export const restoreQuery = (name: string) =>
  queryOptions({
    queryKey: ['cluster', 'restores', name],
    queryFn: () => answer(api.GET('/api/v1/cluster/restores/{name}', { params: { path: { name } } })),
    // What was thrown away does not come back by asking.
    refetchInterval: (query) => (query.state.error || query.state.data?.over ? false : often),
  });

/** How many wait is told beside the menu, so it is asked everywhere. */
export const requestsQuery = queryOptions({
  queryKey: ['cluster', 'requests'],
  queryFn: () => answer(api.GET('/api/v1/cluster/requests')),
  refetchInterval: 3 * seldom,
});

/** Not asked again by itself: what is shown is what is answered. */
export const requestQuery = (namespace: string, policy: string) =>
  queryOptions({
    queryKey: ['cluster', 'requests', namespace, policy],
    queryFn: () =>
      answer(api.GET('/api/v1/cluster/requests/{namespace}/{policy}', { params: { path: { namespace, policy } } })),
    refetchOnWindowFocus: false,
  });

/** A directory in a restore point. The first question opens the repository, which takes some seconds. */
export const filesQuery = (app: string, point: string, path: string): FilesQuery =>
  listingQuery([app, point, path], (after) =>
    answer(
      api.GET('/api/v1/cluster/apps/{app}/points/{point}/files', {
        params: { path: { app, point }, query: { path, after, limit: 1000 } },
      }),
    ),
  );

export const objectQuery = (app: string, point: string, path: string) =>
  queryOptions({
    queryKey: ['files', app, point, path, 'object'],
    queryFn: () =>
      answer(api.GET('/api/v1/cluster/apps/{app}/points/{point}/object', { params: { path: { app, point }, query: { path } } })),
    staleTime: Infinity,
  });

/** What was saved does not change, so neither does this. */
export const changesQuery = (app: string, point: string, since: string) =>
  queryOptions({
    queryKey: ['files', app, point, 'changes', since],
    queryFn: () =>
      answer(
        api.GET('/api/v1/cluster/apps/{app}/points/{point}/changes', {
          params: { path: { app, point }, query: { since, limit: 1000 } },
        }),
      ),
    staleTime: Infinity,
  });

const inPoint = (app: string, point: string, what: string, path: string): string =>
  `api/v1/cluster/apps/${encodeURIComponent(app)}/points/${encodeURIComponent(point)}/${what}?path=${encodeURIComponent(path)}`;

/** Where the content of a file is read from. */
export const contentAddress = (app: string, point: string, path: string): string => inPoint(app, point, 'content', path);

/** Where a folder is read from, as zip. */
export const archiveAddress = (app: string, point: string, path: string): string => inPoint(app, point, 'archive', path);

export const todayQuery = queryOptions({
  queryKey: ['cluster', 'today'],
  queryFn: () => answer(api.GET('/api/v1/cluster/today')),
  refetchInterval: seldom,
});

/** What has not ended. */
export const runningQuery = queryOptions({
  queryKey: ['cluster', 'activity', 'running'],
  queryFn: () => answer(api.GET('/api/v1/cluster/activity', { params: { query: { only: 'Running', limit: 50 } } })),
  refetchInterval: (query) => (query.state.data?.runs.length ? often : seldom),
});

export const placesQuery = queryOptions({
  queryKey: ['cluster', 'repositories'],
  queryFn: () => answer(api.GET('/api/v1/cluster/repositories')),
  refetchInterval: seldom,
});

export const policyQuery = queryOptions({
  queryKey: ['cluster', 'policy'],
  queryFn: () => answer(api.GET('/api/v1/cluster/policy')),
  refetchInterval: 3 * seldom,
});

/** Fresh ones each time that somebody begins; while they write them down they stay the same. */
export const freshWordsQuery = queryOptions({
  queryKey: ['cluster', 'repositories', 'words'],
  queryFn: () => answer(api.GET('/api/v1/cluster/repositories/words')),
  staleTime: Infinity,
  gcTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
});

const page = 100;

/** What an app can go back to, newest first, page after page. */
export const pointsQuery = (app: string) =>
  infiniteQueryOptions({
    queryKey: ['cluster', 'apps', app, 'points'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/cluster/apps/{app}/restore-points', {
          params: { path: { app }, query: { after: pageParam ?? undefined, limit: page } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next ?? null,
    refetchInterval: (query) => (query.state.data?.pages.length === 1 ? seldom : false),
  });

/** What a restore point holds does not change. */
export const pointQuery = (app: string, point: string) =>
  queryOptions({
    queryKey: ['cluster', 'apps', app, 'point', point],
    queryFn: () => answer(api.GET('/api/v1/cluster/apps/{app}/restore-points/{point}', { params: { path: { app, point } } })),
    staleTime: Infinity,
  });

/** Backups and restores, newest first, page after page. Only the first is asked for again by itself. */
export const activityQuery = (app: string, only: RunSelection) =>
  infiniteQueryOptions({
    queryKey: ['cluster', 'activity', { app, only }],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/cluster/activity', {
          params: { query: { app: app || undefined, only, after: pageParam ?? undefined, limit: page } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next ?? null,
    refetchInterval: (query) => {
      const pages = query.state.data?.pages ?? [];
      if (pages.length > 1) return false;
      return pages[0]?.runs.some((run) => !run.over) ? often : seldom;
    },
  });
