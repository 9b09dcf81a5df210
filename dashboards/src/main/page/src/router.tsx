/**
 * The screens and their addresses. They lie in the address's fragment: the server needs no list of them, and no path of a file
 * that somebody looks at gets into a log.
 */
import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Loading } from './parts/Loading';
import { NoScreen, ScreenProblem } from './shell/ScreenProblem';
import { Shell } from './shell/Shell';
import { Today } from './today/Today';

const root = createRootRoute({ component: Shell });

const today = createRoute({ getParentRoute: () => root, path: '/', component: Today });

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

export const router = createRouter({
  routeTree: root.addChildren([today, apps, app, protect, browse, restore, activity, run]),
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
