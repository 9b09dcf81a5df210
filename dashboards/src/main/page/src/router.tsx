/**
 * The screens and their addresses. They lie in the address's fragment: the server needs no list of them, and no path of a file
 * that somebody looks at gets into a log.
 */
import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readSelection } from './cluster/selection';
import { Loading } from './parts/Loading';
import { NoScreen, ScreenProblem } from './shell/ScreenProblem';
import { Shell } from './shell/Shell';
import { Start } from './shell/Start';

const root = createRootRoute({ component: Shell });

const today = createRoute({ getParentRoute: () => root, path: '/', component: Start });

const apps = createRoute({
  getParentRoute: () => root,
  path: '/apps',
  component: lazyRouteComponent(() => import('./apps/Apps')),
});

const app = createRoute({
  getParentRoute: () => root,
  path: '/apps/$app',
  component: lazyRouteComponent(() => import('./app/AppPage')),
});

const protect = createRoute({
  getParentRoute: () => root,
  path: '/protect',
  component: lazyRouteComponent(() => import('./apps/ProtectMore')),
});

const path = (search: Record<string, unknown>): string => (typeof search.path === 'string' ? search.path : '/');

/** The restore point that something is compared with. */
const since = (search: Record<string, unknown>): string | undefined =>
  typeof search.since === 'string' ? search.since : undefined;

const browse = createRoute({
  getParentRoute: () => root,
  path: '/apps/$app/points/$point',
  validateSearch: (search: Record<string, unknown>) => ({ path: path(search) }),
  component: lazyRouteComponent(() => import('./browse/Browse')),
});

const restore = createRoute({
  getParentRoute: () => root,
  path: '/apps/$app/points/$point/restore',
  validateSearch: (search: Record<string, unknown>) => ({
    paths: Array.isArray(search.paths) ? search.paths.filter((one) => typeof one === 'string') : [],
  }),
  component: lazyRouteComponent(() => import('./restore/RestorePage')),
});

const activity = createRoute({
  getParentRoute: () => root,
  path: '/activity',
  component: lazyRouteComponent(() => import('./run/Activity')),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/activity/$run',
  component: lazyRouteComponent(() => import('./run/RunPage')),
});

const clusterApps = createRoute({
  getParentRoute: () => root,
  path: '/cluster/apps',
  component: lazyRouteComponent(() => import('./cluster/Apps')),
});

const clusterApp = createRoute({
  getParentRoute: () => root,
  path: '/cluster/apps/$app',
  component: lazyRouteComponent(() => import('./cluster/AppPage')),
});

const clusterPoint = createRoute({
  getParentRoute: () => root,
  path: '/cluster/apps/$app/points/$point',
  validateSearch: (search: Record<string, unknown>) => ({ undo: search.undo === true }),
  component: lazyRouteComponent(() => import('./cluster/PointPage')),
});

const clusterBrowse = createRoute({
  getParentRoute: () => root,
  path: '/cluster/apps/$app/points/$point/files',
  validateSearch: (search: Record<string, unknown>) => ({ path: path(search), since: since(search) }),
  component: lazyRouteComponent(() => import('./cluster/Browse')),
});

const clusterChanges = createRoute({
  getParentRoute: () => root,
  path: '/cluster/apps/$app/points/$point/changes',
  validateSearch: (search: Record<string, unknown>) => ({ since: since(search) }),
  component: lazyRouteComponent(() => import('./cluster/Changes')),
});

const clusterActivity = createRoute({
  getParentRoute: () => root,
  path: '/cluster/activity',
  validateSearch: readSelection,
  component: lazyRouteComponent(() => import('./cluster/Activity')),
});

const clusterRestore = createRoute({
  getParentRoute: () => root,
  path: '/cluster/restores/$restore',
  component: lazyRouteComponent(() => import('./cluster/RestorePage')),
});

const clusterRequests = createRoute({
  getParentRoute: () => root,
  path: '/cluster/requests',
  component: lazyRouteComponent(() => import('./cluster/Requests')),
});

const clusterRequest = createRoute({
  getParentRoute: () => root,
  path: '/cluster/requests/$namespace/$policy',
  component: lazyRouteComponent(() => import('./cluster/RequestPage')),
});

const clusterPlaces = createRoute({
  getParentRoute: () => root,
  path: '/cluster/places',
  component: lazyRouteComponent(() => import('./cluster/Places')),
});

const clusterAddPlace = createRoute({
  getParentRoute: () => root,
  path: '/cluster/places/new',
  component: lazyRouteComponent(() => import('./cluster/AddPlace')),
});

const clusterPolicy = createRoute({
  getParentRoute: () => root,
  path: '/cluster/policy',
  component: lazyRouteComponent(() => import('./cluster/PolicyPage')),
});

export const router = createRouter({
  routeTree: root.addChildren([
    today, apps, app, protect, browse, restore, activity, run,
    clusterApps, clusterApp, clusterPoint, clusterBrowse, clusterChanges, clusterPlaces, clusterAddPlace, clusterPolicy, clusterRequests, clusterRequest, clusterActivity, clusterRestore,
  ]),
  history: createHashHistory(),
  defaultPendingComponent: Loading,
  defaultErrorComponent: ScreenProblem,
  defaultNotFoundComponent: NoScreen,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
