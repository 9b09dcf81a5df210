/** What the stand-in pretends of a cluster: `cluster` (much to do), `cluster-good`. */
import type { ClusterApp, RequestDetails } from '../src/api/model';

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
const app = (changed: Partial<ClusterApp>): ClusterApp => ({
  name: 'photos', state: 'Protected', reason: 'backed up 5 hours ago', lastRestorePoint: ago(5),
  volumes: [{ name: 'originals', state: 'Protected', reason: '' }, { name: 'database', state: 'Protected', reason: '' }],
  points: [point('photos-1', 5, ['disk', 'friend']), point('photos-2', 29, ['disk', 'friend']), point('photos-3', 53, ['disk'])],
  backups: [], ...changed,
});

export class ClusterScene {
  private readonly apps: ClusterApp[];
  private readonly requests: RequestDetails[];
  private looks = 0;

  constructor(name: string) {
    const good = name !== 'cluster';
    this.apps = [
      app({}),
      app({ name: 'nextcloud', lastRestorePoint: ago(8) }),
      app({ name: 'vault', ...(good ? {} : { state: 'Partly', reason: 'volume cache is not backed up: no driver for snapshots, and no grant allows to read it live' }) }),
      app({ name: 'gitea', lastRestorePoint: ago(good ? 9 : 80), ...(good ? {} : { state: 'NotProtected', reason: 'the last backup failed: repository friend does not answer' }) }),
      app({ name: 'kube-system', state: 'Excluded', reason: 'left out by the ClusterBackupPolicy', lastRestorePoint: null, points: [] }),
    ];
    this.requests = name === 'cluster' ? [request, { ...request, request: { ...request.request, namespace: 'gitea', policy: 'often', less: 0 }, less: [] }, denied, unusable] : [];
  }

  answer(method: string, url: URL, body: Record<string, unknown> | null): Answer {
    const path = url.pathname.replace('/api/v1', '');
    if (path === '/platform') return ok({ kind: 'Cluster', name: 'home.example.org', version: '0.1.0' });
    const [, , what, one, two, then] = path.split('/').map(decodeURIComponent);
    switch (what) {
      case 'apps':
        return one ? found(this.apps.find((each) => each.name === one)) : ok(this.apps);
      case 'restores':
        return ok([]);
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
}

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
