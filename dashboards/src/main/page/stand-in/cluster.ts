/** What the stand-in pretends of a cluster: `cluster` (much to do), `cluster-good`, `cluster-many` (500 apps). */
import type { ClusterPolicy, ClusterApp, ClusterPlace, ClusterRun, ClusterToday, RequestDetails } from '../src/api/model';

interface Answer {
  status: number;
  body?: unknown;
}

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const ok = (body: unknown): Answer => ({ status: 200, body });
const problem = (status: number, detail: string, next: string): Answer => ({ status, body: { type: 'about:blank', title: 'Problem', status, detail, next } });
const found = (value: unknown): Answer => (value ? ok(value) : problem(404, 'There is no such thing', ''));

const point = (name: string, hours: number, repositories: string[]) => ({
  name, time: ago(hours), missing: 0, bytes: 84_200_000_000, beforeRestore: false, repositories,
});
const points = [point('photos-1', 5, ['disk', 'friend']), point('photos-2', 29, ['disk', 'friend']), point('photos-3', 53, ['disk'])];
const app = (changed: Partial<ClusterApp>): ClusterApp => ({
  name: 'photos', state: 'Protected', reason: 'backed up 5 hours ago', lastRestorePoint: ago(5), lastOffSite: ago(29), offSite: true,
  volumes: [{ name: 'originals', state: 'Protected', reason: '' }, { name: 'database', state: 'Protected', reason: '' }],
  restorePoints: 3, backups: [], ...changed,
});

export class ClusterScene {
  private readonly apps: ClusterApp[];
  private readonly requests: RequestDetails[];
  private looks = 0;
  private policy: ClusterPolicy = {
    asShown: 'u/1', suspended: false, hasHours: false, places: [{ name: 'disk', use: 'BackedUp' }, { name: 'friend', use: 'Copied' }, { name: 's3', use: 'Unused' }], next: [ago(-9)], governed: 11, missingToChange: [],
    times: { cron: '0 2 * * *', timeZone: 'Etc/UTC', jitterSeconds: 7200 },
    keep: { last: 3, hourly: null, daily: 7, weekly: 5, monthly: 12, yearly: null, within: null },
  };
  private added: ReturnType<typeof place>[] = [];
  private readonly good: boolean;

  constructor(name: string) {
    const good = name !== 'cluster';
    this.good = good;
    this.apps = [
      app({}),
      app({ name: 'nextcloud', lastRestorePoint: ago(8) }),
      app({ name: 'vault', ...(good ? {} : { state: 'Partly', reason: 'volume cache is not backed up: no driver for snapshots, and no grant allows to read it live' }) }),
      app({ name: 'gitea', lastRestorePoint: ago(good ? 9 : 80), ...(good ? {} : { state: 'NotProtected', reason: 'the last backup failed: repository friend does not answer' }) }),
      app({ name: 'kube-system', state: 'Excluded', reason: 'left out by the ClusterBackupPolicy', lastRestorePoint: null, lastOffSite: null, restorePoints: 0 }),
      ...(name === 'cluster-many' ? Array.from({ length: 500 }, (_, number) => app({ name: `app-${number}` })) : []),
    ];
    this.requests = name === 'cluster' ? [request, { ...request, request: { ...request.request, namespace: 'gitea', policy: 'often', less: 0 }, less: [] }, denied, unusable] : [];
  }

  answer(method: string, url: URL, body: Record<string, unknown> | null): Answer {
    const path = url.pathname.replace('/api/v1', '');
    if (path === '/platform') return ok({ kind: 'Cluster', name: 'home.example.org', version: '0.1.0' });
    const [, , what, one, two, then] = path.split('/').map(decodeURIComponent);
    switch (what) {
      case 'apps':
        if (two === 'restore-points') return then ? found(points.find((each) => each.name === then)) : ok({ points, next: null });
        if (two === 'points') return ok(inside(path, url.searchParams));
        return one ? found(this.apps.find((each) => each.name === one)) : ok(this.apps);
      case 'restores':
        return ok([]);
      case 'policy':
        if (one === 'trial') return ok({ next: [ago(-9), ago(-33), ago(-57)], points: 519, goes: (body?.keep as { daily: number | null }).daily === 7 ? 0 : 212 });
        if (method === 'PUT') this.policy = { ...this.policy, ...(body as Partial<ClusterPolicy>) };
        return ok(this.policy);
      case 'repositories': {
        if (one === 'words') return ok(words);
        const shown = [...(this.good ? places : badPlaces), ...this.added];
        if (method === 'GET') return ok(placeList(shown));
        if (method === 'DELETE') {
          this.added = this.added.filter((place) => place.name !== one);
          return ok(placeList(shown.filter((place) => place.name !== one)));
        }
        const { name, location } = body?.place as { name: string; location: string };
        this.added.push({ ...untried, name, address: location });
        return ok(placeList([...shown, ...this.added.slice(-1)]));
      }
      case 'today':
        return ok(this.good ? good : bad);
      case 'activity':
        return ok(this.activity(url.searchParams));
      case 'requests': {
        if (!one) return ok({ requests: this.requests.map((each) => each.request), faults: this.requests.length > 0 ? faults : [] });
        const asked = this.requests.find((each) => each.request.namespace === one && each.request.policy === two);
        if (!asked || method === 'GET') return found(asked);
        // Somebody changes what gitea asks for, each time before it is answered.
        if (one === 'gitea') {
          asked.asShown = String(this.looks++);
          return problem(409, 'request gitea/often is no longer as it was shown', 'look at it as it is now');
        }
        asked.request.state = then === 'approve' ? 'Granted' : 'Denied';
        asked.request.reason = 'BackupGrant photos.main allows it.';
        asked.denied = then === 'deny' ? String(body?.reason) : null;
        return ok(asked);
      }
      default:
        return problem(404, `The stand-in knows no ${method} ${path}`, '');
    }
  }

  private activity(query: URLSearchParams) {
    const [of, only, after] = ['app', 'only', 'after'].map((name) => query.get(name));
    const all = [...(this.good ? [] : going), ...past]
      .filter((one) => !of || one.app === of || one.target === of)
      .filter((one) => only === 'Running' ? !one.over : only === 'Failed' ? one.phase === 'Failed' || one.phase === 'PartiallyFailed' : true);
    const begin = Number(after ?? 0);
    const end = begin + Number(query.get('limit') ?? 50);
    return { runs: all.slice(begin, end), next: end < all.length ? String(end) : null };
  }
}

const condition = (holds: 'Yes' | 'No' | 'Unknown', words: string) => ({ holds, words, since: ago(80) });
const place = (changed: Partial<ClusterPlace>): ClusterPlace => ({
  name: 'disk', address: '/backup', outside: false, suspended: false, ready: condition('Yes', 'It can be opened and written.'),
  checked: condition('Yes', 'No damage was found; part 3/20 of the data was read.'), pruned: condition('Yes', 'What is no longer kept is removed.'), copied: null,
  bytes: 412_000_000_000, lastCheck: ago(50), nextCheck: ago(-118), checkedPart: '3/20', lastPrune: ago(51), nextPrune: ago(-117), apps: 12, restorePoints: 431, newest: ago(5), ...changed,
});
const places = [
  place({}),
  place({ name: 'friend', address: 'rest:https://backup.friend.example.org/us/', outside: true, copied: condition('Yes', 'Every restore point that is to be copied to it lies in it.'), bytes: 214_000_000_000, apps: 11, restorePoints: 88, newest: ago(29) }),
];
const badPlaces = [
  place({ checked: condition('No', '2 of 10,412 packs are damaged: 9f3c21aa, 77b0d1fe.') }),
  place({ ...places[1], copied: condition('No', '14 restore points are to be copied; 14 are on the way from Repository disk.'), pruned: condition('No', 'What is no longer kept could not be removed: the repository is locked by host laptop.') }),
  place({ name: 's3', address: 's3:https://s3.example.org/anna/backup', outside: true, ready: condition('No', 'AccessDenied: the key may not list the bucket.'), checked: null, pruned: null, bytes: null, lastCheck: null, nextCheck: null, checkedPart: null, lastPrune: null, nextPrune: null, apps: 0, restorePoints: 0, newest: null }),
];
const untried = place({ ready: condition('Unknown', 'It is being opened.'), outside: true, checked: null, pruned: null, bytes: null, lastCheck: null, nextCheck: null, checkedPart: null, lastPrune: null, nextPrune: null, apps: 0, restorePoints: 0, newest: null });
const placeList = (all: ReturnType<typeof place>[]) => ({ places: all, missingToAdd: [], missingToRemove: [] });
const words = { words: 'legal winner thank year wave sausage worth useful legal winner thank yellow'.split(' '), ask: [2, 7, 11] };
const change = (path: string, kind: 'Added' | 'Removed' | 'Changed', directory = false) => ({ path, name: path, kind, directory });
const changes = [
  change('/databases/main.dump', 'Changed'),
  change('/ledger.jsonl', 'Changed'),
  change('/objects/configmaps/settings.json', 'Changed'),
  change('/objects/deployments.apps/photoprism.json', 'Changed'),
  change('/objects/secrets/old-key.json', 'Removed'),
  change('/volumes/originals/2026/11/30', 'Added', true),
  ...Array.from({ length: 214 }, (_, number) => change(`/volumes/originals/2026/11/30/IMG_${number}.jpg`, 'Added')),
  change('/volumes/originals/2026/11/Überraschung mit einem langen Namen, den niemand kürzen wollte.mov', 'Removed'),
];
/** What is in a point: only objects and what changed. */
const inside = (path: string, query: URLSearchParams): unknown => {
  if (path.endsWith('/changes')) return { changes, more: query.get('since') === points[1]?.name };
  const isOld = path.includes(`/points/${points[1]?.name}/`);
  const yaml = `apiVersion: "v1"\nkind: "ConfigMap"\ndata:\n  colour: "${isOld ? 'green' : 'red'}"\n  size: "4"\nmetadata:\n  name: "settings"\n`;
  return { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings', yaml, comparable: yaml };
};
const run = (changed: Partial<ClusterRun>): ClusterRun => ({
  kind: 'Backup', namespace: 'photos', name: 'by-1', app: 'photos', target: null, phase: 'Succeeded', message: '', bytes: 84_200_000_000,
  addedBytes: 214_000_000, over: true, shown: false, createdAt: ago(5), startedAt: ago(5), endedAt: ago(4.9), ...changed,
});
const going = [
  run({ name: 'by-9', phase: 'Running', message: 'Volume originals is being read.', bytes: 35_100_000_000, addedBytes: null, over: false, createdAt: ago(0.1), startedAt: ago(0.1), endedAt: null }),
  run({ name: 'r-1', kind: 'Restore', app: 'nextcloud', target: 'nextcloud-old', phase: 'RestoringVolumes', message: 'Volume data is being filled.', bytes: 3_100_000_000, addedBytes: null, over: false, shown: true, createdAt: ago(0.2), startedAt: ago(0.2), endedAt: null }),
];
const past = [
  run({}),
  run({ name: 'by-2', namespace: 'gitea', app: 'gitea', phase: 'Failed', message: 'Nothing could be saved: repository friend does not answer.', bytes: null, addedBytes: null, createdAt: ago(8), startedAt: ago(8), endedAt: ago(7.9) }),
  run({ name: 'by-3', namespace: 'mows-backup', app: null, bytes: 12_000_000, addedBytes: 310_000, createdAt: ago(9), startedAt: ago(9), endedAt: ago(8.99) }),
  run({ name: 'r-2', kind: 'Restore', target: 'photos', bytes: 84_200_000_000, addedBytes: null, shown: true, createdAt: ago(30), startedAt: ago(30), endedAt: ago(29.2) }),
  run({ name: 'by-4', namespace: 'vault', app: 'vault', phase: 'PartiallyFailed', message: 'Volume cache was not saved: no driver for snapshots.', createdAt: ago(31), startedAt: ago(31), endedAt: ago(30.8) }),
  ...Array.from({ length: 500 }, (_, day) => run({ name: `old-${day}`, createdAt: ago(40 + day), startedAt: ago(40 + day), endedAt: ago(39.9 + day) })),
];

const good: ClusterToday = {
  verdict: 'Good', apps: 12, lost: 0, partly: 0, oldest: { app: 'gitea', time: ago(9) }, offSite: true, oldestOffSite: { app: 'photos', time: ago(29) },
  notOffSite: 0, findings: [], moreFindings: 0,
  next: [{ app: 'photos', time: ago(-1.2) }, { app: 'gitea', time: ago(-11) }, { app: 'nextcloud', time: ago(-11.4) }, { app: 'vault', time: ago(-12) }, { app: 'kube-system', time: ago(-12.1) }],
};
const bad: ClusterToday = {
  ...good, verdict: 'Lost', lost: 1, partly: 1, notOffSite: 2,
  findings: [
    { kind: 'AppLost', bad: true, about: 'gitea', apps: 1, reason: 'no backup of it has ended yet' },
    { kind: 'PlaceDamaged', bad: true, about: 'disk', apps: 0, reason: '2 of 10,412 packs are damaged: 9f3c21aa, 77b0d1fe.' },
    { kind: 'AppPartly', bad: false, about: 'vault', apps: 1, reason: 'volume cache: the newest backup lacks it: no driver for snapshots; there is one of 2026-11-24T02:14:00Z' },
    { kind: 'OffSiteLate', bad: false, about: 'friend', apps: 3, reason: null },
    { kind: 'AppRequested', bad: false, about: 'nextcloud', apps: 1, reason: 'BackupPolicy main asks for it: no BackupGrant names namespace nextcloud.' },
    { kind: 'AppNew', bad: false, about: 'wiki', apps: 1, reason: 'no backup of it has ended yet' },
  ],
  moreFindings: 4, next: [{ app: 'wiki', time: ago(1) }, ...good.next.slice(0, 3)],
};

const request: RequestDetails = {
  request: { namespace: 'photos', policy: 'main', state: 'Waiting', since: ago(30), reason: 'no BackupGrant names namespace photos.', less: 2 },
  differences: [
    { change: 'Removed', topic: 'policy', words: 'ClusterBackupPolicy default' },
    { change: 'Added', topic: 'policy', words: 'BackupPolicy main' },
    { change: 'Removed', topic: 'schedule', words: '0 2 * * * Etc/UTC, up to 2 hours later' },
    { change: 'Added', topic: 'schedule', words: '@hourly Europe/Berlin, only 22:00 to 06:00' },
    { change: 'Removed', topic: 'repository', words: 'disk, keeps the last 3, 7 daily, 5 weekly, 12 monthly' },
    { change: 'Added', topic: 'repository', words: 'disk, keeps 24 hourly, 7 daily' },
    { change: 'Same', topic: 'copy', words: 'friend, keeps 8 weekly, only 01:00 to 06:00' },
    { change: 'Same', topic: 'volume', words: 'originals, backed up' },
    { change: 'Removed', topic: 'volume', words: 'thumbnails, backed up' },
    { change: 'Added', topic: 'volume', words: 'thumbnails, left out: can be made again from the originals' },
    { change: 'Added', topic: 'hook', words: "flush, before the snapshots in pods with app=photos, container web: php occ maintenance:mode --on (30 seconds)" },
    { change: 'Same', topic: 'time limit', words: '24 hours for each backup' },
  ],
  less: ['volume thumbnails is left out', 'repository disk keeps backups for 7d, not for 1y'],
  notReady: null, denied: null,
  grant: { name: 'photos.main', repositories: ['disk', 'friend'], shortestIntervalSeconds: 3600, longestRetention: '56d', allowHooks: true },
  obstacle: '', repositories: ['disk', 'friend', 's3'],
  hookRights: 'kubectl create rolebinding mows-backup-hooks --namespace photos --clusterrole mows-backup-hooks --serviceaccount mows-backup:mows-backup-controller',
  missingToApprove: [], missingToDeny: [],
  asShown: 'a1b2c3',
};
const denied: RequestDetails = { ...request, request: { ...request.request, namespace: 'nextcloud', policy: 'main', state: 'Denied', less: 0, reason: 'An administrator denied it on 2026-11-28: "hourly is too often for 200 GB".' }, less: [], denied: 'hourly is too often for 200 GB' };
const unusable: RequestDetails = { ...request, request: { ...request.request, namespace: 'vault', policy: 'main', state: 'Unusable', less: 0, reason: 'its schedule cannot be followed: no year has a 30 February' }, less: [], grant: null, obstacle: 'its schedule cannot be followed: no year has a 30 February' };
const faults = [{ namespace: 'gitea', claim: 'repositories', annotation: 'backup.k8s.mows.cloud/schedule', reason: 'cron has five fields, not "often"' }];
