/** What the page asks about a cluster. Nobody tells what happens there, so it is asked again and again while somebody looks. */
import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client';

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

export const restoresQuery = queryOptions({
  queryKey: ['cluster', 'restores'],
  queryFn: () => answer(api.GET('/api/v1/cluster/restores')),
  refetchInterval: seldom,
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
