/** Everything the page asks of the service, each question once. */
import { infiniteQueryOptions, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { answer, api } from './client';
import type { FileListing } from './model';
import { Problem } from './problem';

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session ends with its token: then whatever is asked next is refused, and the first question shows how to log in.
    onError: (problem, query) => {
      if (problem instanceof Problem && problem.isLoginNeeded && query.queryKey[0] !== 'platform') {
        void queryClient.invalidateQueries({ queryKey: ['platform'] });
      }
    },
  }),
  defaultOptions: {
    queries: {
      // Events keep what is shown fresh; asking again is for what they missed.
      staleTime: 15_000,
      retry: (failures, problem) => problem instanceof Problem && problem.isAway && failures < 2,
    },
  },
});

/** What the page is about; does not change while the program runs. */
export const platformQuery = queryOptions({
  queryKey: ['platform'],
  queryFn: () => answer(api.GET('/api/v1/platform')),
  staleTime: Infinity,
});

/** How to log in here, and who is logged in. */
export const loginQuery = queryOptions({
  queryKey: ['login'],
  queryFn: () => answer(api.GET('/api/v1/login')),
  staleTime: Infinity,
});

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => answer(api.GET('/api/v1/setup')),
});

export const wordsQuery = queryOptions({
  queryKey: ['setup', 'words'],
  queryFn: () => answer(api.GET('/api/v1/setup/words')),
  staleTime: Infinity,
  gcTime: 0,
});

export const directoriesQuery = (path: string) =>
  queryOptions({
    queryKey: ['directories', path],
    queryFn: () => answer(api.GET('/api/v1/directories', { params: { query: { path } } })),
  });

export const foundDatabasesQuery = queryOptions({
  queryKey: ['databases', 'found'],
  queryFn: () => answer(api.GET('/api/v1/databases/found')),
  staleTime: 60_000,
});

export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: () => answer(api.GET('/api/v1/today')),
});

export const appsQuery = queryOptions({
  queryKey: ['apps'],
  queryFn: () => answer(api.GET('/api/v1/apps')),
});

export const appQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app],
    queryFn: () => answer(api.GET('/api/v1/apps/{app}', { params: { path: { app } } })),
  });

export const restorePointsQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'restore-points'],
    queryFn: () => answer(api.GET('/api/v1/apps/{app}/restore-points', { params: { path: { app } } })),
  });

/** Where the copies are, and how they are kept in order. */
export const repositoriesQuery = queryOptions({
  queryKey: ['repositories'],
  queryFn: () => answer(api.GET('/api/v1/repositories')),
});

/** The newest runs, of one app or of all. */
export const runsQuery = (app?: string) =>
  queryOptions({
    queryKey: ['runs', { app: app ?? null }],
    queryFn: () => answer(api.GET('/api/v1/runs', { params: { query: { app, limit: 100 } } })),
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['run', id],
    queryFn: () => answer(api.GET('/api/v1/runs/{id}', { params: { path: { id } } })),
  });

/** A directory of a restore point, a thousand entries at a time. What it holds never changes. */
export const listingQuery = (key: string[], ask: (after: string | undefined) => Promise<FileListing>) =>
  infiniteQueryOptions({
    queryKey: ['files', ...key],
    queryFn: ({ pageParam }) => ask(pageParam ?? undefined),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    staleTime: Infinity,
  });

export type FilesQuery = ReturnType<typeof listingQuery>;

export const filesQuery = (id: string, path: string): FilesQuery =>
  listingQuery([id, path], (after) =>
    answer(api.GET('/api/v1/restore-points/{id}/files', { params: { path: { id }, query: { path, after, limit: 1000 } } })),
  );

/** Where the content of a file is read from. */
export const contentAddress = (id: string, path: string): string =>
  `api/v1/restore-points/${encodeURIComponent(id)}/content?path=${encodeURIComponent(path)}`;
