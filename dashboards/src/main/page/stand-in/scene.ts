/** What the stand-in pretends: `first` (nothing set up), `good`, `running`, `bad`, `login`, `token` (the two ways in). */
import type { App, FileEntry, RestorePlan, RestorePoint, Run, SetupState, Today } from '../src/api/model';

type Tell = (type: string, data: unknown) => void;
interface Answer {
  status: number;
  body?: unknown;
}

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const words = 'garden velvet orbit anchor maple honest river candle summit piano forest bridge'.split(' ');

const run = (changed: Partial<Run>): Run => ({
  id: 'r1', app: 'photos', kind: 'Backup', phase: 'Succeeded', createdAt: ago(5), startedAt: ago(5), endedAt: ago(4.9),
  filesDone: 18_204, filesTotal: 18_204, bytesDone: 84_200_000_000, bytesTotal: 84_200_000_000, bytesPerSecond: 0, secondsLeft: null,
  current: [], message: null, next: null, problems: [], restorePoint: 'p1', safetyRestorePoint: null, result: null, ...changed,
});

const going = run({
  id: 'r9', phase: 'Running', createdAt: ago(0.1), startedAt: ago(0.1), endedAt: null, filesDone: 7_204, bytesDone: 35_100_000_000,
  bytesPerSecond: 118_000_000, secondsLeft: 416, current: ['/srv/photos/2024/08 Norwegen/IMG_20240811_193402.dng'], restorePoint: null,
});

const failed = run({
  id: 'r8', app: 'documents', phase: 'Failed', createdAt: ago(2), startedAt: ago(2), endedAt: ago(1.99), filesDone: 12, bytesDone: 4_000_000,
  message: 'disk: /media/backup is not mounted', next: 'Connect the disk and press "Back up now".', restorePoint: null,
});

const restored = run({
  id: 'r7', kind: 'Restore', createdAt: ago(30), startedAt: ago(30), endedAt: ago(29.98), filesDone: 3, filesTotal: 3, bytesDone: 42_000_000,
  bytesTotal: 42_000_000, safetyRestorePoint: 'p2',
});

const partly = run({
  id: 'r6', app: 'compose', phase: 'PartiallyFailed', createdAt: ago(52), startedAt: ago(52), endedAt: ago(51.5), filesDone: 2_410, bytesDone: 3_100_000_000,
  message: '2 of 2,412 files could not be read', next: 'Let the user that runs mows-backup read them, or exclude them.',
  problems: ['/srv/compose/vault/data/key: permission denied', '/srv/compose/vault/data/seal: permission denied'],
});

const app = (changed: Partial<App>): App => ({
  name: 'photos', directories: ['/srv/photos'], databases: [], excludes: [], state: 'Protected', lastRestorePoint: ago(4.9),
  nextRun: new Date(Date.now() + 11 * 3_600_000).toISOString(), running: null, problem: null, schedule: '30 2 * * *', keep: { last: 3, hourly: null, daily: 7, weekly: 5, monthly: 12, yearly: null, within: null }, timeZone: 'Europe/Berlin', ...changed,
});

export class Scene {
  private phase: SetupState['phase'];
  private readonly apps: App[];
  private readonly runs: Run[];

  constructor(private readonly name: string) {
    this.phase = name === 'first' ? 'FirstStart' : name === 'words' ? 'ConfirmWords' : 'Ready';
    const bad = name === 'bad';
    this.apps = [
      app(name === 'running' ? { state: 'Running', running: 'r9' } : {}),
      app({
        name: 'documents', directories: ['/home/anna/Dokumente'], lastRestorePoint: ago(bad ? 74 : 6),
        ...(bad ? { state: 'Failed', problem: 'disk: /media/backup is not mounted' } : {}),
      }),
      app({ name: 'compose', directories: ['/srv/compose', '/etc'], ...(bad ? { state: 'Never', lastRestorePoint: null } : {}) }),
    ];
    this.runs = [...(name === 'running' ? [going] : []), ...(bad ? [failed] : []), run({}), restored, partly, run({ id: 'r5', createdAt: ago(53), startedAt: ago(53), endedAt: ago(52.9) })];
  }

  answer(method: string, url: URL, body: Record<string, unknown> | null, tell: Tell): Answer {
    if (method === 'GET' && url.pathname === '/api/v1/login') {
      const isProvider = this.name === 'provider';
      const failure = { detail: 'login.example.org does not answer, or not as a provider of OpenID Connect does', next: 'try again soon, or log in with a token' };
      return {
        status: 200,
        body: {
          kind: this.name === 'token' || isProvider ? 'Token' : 'Link',
          person: null,
          provider: isProvider ? 'login.example.org' : null,
          failure: isProvider ? failure : null,
        },
      };
    }
    if (this.name === 'token' || this.name === 'provider') return problem(401, 'Nobody is logged in', 'Make a token and log in with it.');
    if (this.name === 'login') return problem(401, 'Nobody is logged in', 'Open the link that `mows-backup serve` printed.');
    const path = url.pathname.replace('/api/v1', '');
    const ok = (value: unknown): Answer => ({ status: 200, body: value });
    switch (`${method} ${path}`) {
      case 'GET /platform':
        return ok({ kind: 'Host', name: 'gartenhaus', version: '0.1.0' });
      case 'GET /setup':
        return ok({
          phase: this.phase, hostName: 'gartenhaus', version: '0.1.0',
          suggestions: [
            { path: '/srv/photos', name: 'photos', about: 'pictures' },
            { path: '/home/anna/Dokumente', name: 'documents', about: 'documents' },
            { path: '/srv/compose', name: 'compose', about: 'server' },
            { path: '/etc', name: 'etc', about: 'configuration' },
          ],
        });
      case 'GET /directories':
        return ok(directories(url.searchParams.get('path') ?? '/'));
      case 'POST /places/test':
        return String(body?.location).includes('denied')
          ? ok({ state: 'Refused', message: 's3.example.org: AccessDenied for PutObject', freeBytes: null, kind: 'S3' })
          : ok({ state: 'Empty', message: 'empty', freeBytes: 1_820_000_000_000, kind: 'Directory' });
      case 'GET /repositories':
        return ok([{
          name: 's3', address: 's3:https://s3.example.org/anna/backup', lastPruned: ago(50), pruneProblem: null, pruneLate: false, lastChecked: ago(29),
          checkProblem: null, checkLate: false, allRead: null, partsRead: 5, parts: 12, nextCheck: new Date(Date.now() + 139 * 3_600_000).toISOString(),
        }]);
      case 'GET /databases/found':
        return ok([{ kind: 'PostgreSQL', host: '/run/postgresql', port: 5432, user: 'postgres', runAs: 'postgres', databases: ['nextcloud', 'shop'] }]);
      case 'POST /databases/test':
        return ok({ state: 'Works', message: '', databases: ['nextcloud', 'shop'], superuser: false });
      case 'POST /places/look':
        return ok({ hosts: [{ id: 'h1', newest: ago(5), apps: [
          { name: 'photos', directories: ['/srv/photos'], databases: [], restorePoints: 31, newest: ago(5) },
          { name: 'documents', directories: ['/home/anna/Dokumente'], databases: [], restorePoints: 12, newest: ago(6) },
        ] }], others: 0 });
      case 'POST /setup':
        this.phase = 'ConfirmWords';
        return ok({ address: 's3:https://s3.example.org/anna/backup', words, ask: [3, 7, 11] });
      case 'GET /setup/words':
        return ok({ address: 's3:https://s3.example.org/anna/backup', words, ask: [3, 7, 11] });
      case 'POST /setup/words': {
        const wrong = Object.entries((body?.answers ?? {}) as Record<string, string>).find(([number, word]) => words[+number - 1] !== word);
        if (wrong) return problem(422, `Word ${wrong[0]} is not right.`, 'Compare it with what you wrote down.');
        this.phase = 'Ready';
        tell('setup', {});
        return { status: 204 };
      }
      case 'GET /today':
        return ok(this.today());
      case 'GET /apps':
        return ok(this.apps);
      case 'GET /runs': {
        const of = url.searchParams.get('app');
        return ok(this.runs.filter((one) => !of || one.app === of));
      }
    }
    const [, what, id = '', then] = path.split('/').map(decodeURIComponent);
    if (what === 'apps' && then === 'restore-points') return ok(points);
    if (what === 'apps' && then === 'backups') return { status: 202, body: going };
    if (what === 'apps') return found(this.apps.find((one) => one.name === id));
    if (what === 'runs' && !then) return found([...this.runs, going].find((one) => one.id === id));
    if (what === 'runs') return { status: 202, body: going };
    if (what === 'restore-points' && then === 'files') return ok({ path: url.searchParams.get('path'), entries: files(url.searchParams.get('path') ?? '/'), next: null });
    if (what === 'restore-points' && then === 'restore-plans') return ok(plan);
    if (what === 'restore-plans') return { status: 202, body: restored };
    return problem(404, `The stand-in knows no ${method} ${path}`, '');
  }

  private today(): Today {
    switch (this.name) {
      case 'running':
        return { state: 'Running', sentence: { key: 'apps.running', values: { app: 'photos' } }, reasons: [] };
      case 'bad':
        return {
          state: 'Bad', sentence: { key: 'apps.failing', values: { count: '2' } },
          reasons: [
            { app: 'documents', sentence: { key: 'app.failed', values: { problem: 'disk: /media/backup is not mounted' } }, next: { key: 'app.seeRuns', values: {} } },
            { app: 'compose', sentence: { key: 'app.never', values: {} }, next: { key: 'app.backUpNow', values: {} } },
          ],
        };
      default:
        return { state: 'Good', sentence: { key: 'apps.protected', values: { count: '3', oldest: ago(6) } }, reasons: [] };
    }
  }
}

const problem = (status: number, detail: string, next: string): Answer => ({ status, body: { type: 'about:blank', title: 'Problem', status, detail, next } });
const found = (value: unknown): Answer => (value ? { status: 200, body: value } : problem(404, 'There is no such thing', ''));

const point = (id: string, hours: number, changed: Partial<RestorePoint>): RestorePoint => ({
  id, time: ago(hours), files: 18_204, bytes: 84_200_000_000, addedBytes: 214_000_000, complete: true, problems: [], beforeRestore: false, ...changed,
});
const points = [
  point('p1', 4.9, {}),
  point('p2', 30, { files: 3, bytes: 42_000_000, addedBytes: 1_200_000, beforeRestore: true }),
  point('p3', 29, { addedBytes: 3_400_000 }),
  point('p4', 53, { complete: false, problems: ['/srv/photos/.trash: permission denied'] }),
  point('p5', 77, { addedBytes: 84_000_000_000 }),
];

function directories(path: string) {
  const names = path === '/' ? ['etc', 'home', 'media', 'root', 'srv', '.cache'] : path === '/srv' ? ['compose', 'photos', 'www'] : ['2023', '2024', '2025'];
  return {
    path,
    parent: path === '/' ? null : path.replace(/\/[^/]+$/, '') || '/',
    entries: names.map((name) => ({ name, path: `${path === '/' ? '' : path}/${name}`, readable: name !== 'root', hidden: name.startsWith('.') })),
    problem: null,
  };
}

function files(path: string): FileEntry[] {
  const at = (name: string) => `${path === '/' ? '' : path}/${name}`;
  const directory = (name: string): FileEntry => ({ name, path: at(name), kind: 'Directory', size: null, modified: ago(700) });
  if (path === '/') return [directory('srv')];
  if (path === '/srv') return [directory('photos')];
  if (path === '/srv/photos') return [...['2022', '2023 Sommer in Schweden', '2024', '2025'].map(directory), { name: 'index.sqlite', path: at('index.sqlite'), kind: 'File', size: 48_213_004, modified: ago(5) }];
  return Array.from({ length: 5000 }, (_, number) => {
    const name = `IMG_${String(20240800 + number)}.jpg`;
    return { name, path: at(name), kind: 'File', size: 2_400_000 + number * 7919, modified: ago(2000 + number) };
  });
}

const plan: RestorePlan = {
  id: 'plan1', app: 'photos', restorePoint: 'p1', created: 2, overwritten: 1, deleted: 1, same: 31, bytes: 42_000_000,
  entries: [
    { path: '/srv/photos/index.sqlite-wal', action: 'Delete', size: 0 },
    { path: '/srv/photos/index.sqlite', action: 'Overwrite', size: 38_213_004 },
    { path: '/srv/photos/2024/IMG_20240811.jpg', action: 'Create', size: 2_713_004 },
    { path: '/srv/photos/2024/IMG_20240812.jpg', action: 'Create', size: 1_073_992 },
    { path: '/srv/photos/2024/IMG_20240813.jpg', action: 'Same', size: 2_213_004 },
  ],
  more: false, targetDirectory: null, warnings: [],
};
