/** What somebody is about to set up, before the service knows of it. */
import type { DatabaseRequest, FoundDatabase, NewApp, Place, SetupRequest, Suggestion } from '../api/model';

export interface DirectoryDraft {
  path: string;
  name: string;
  isChosen: boolean;
  /** A key of what the service says about a directory that it suggests; null for one that somebody added. */
  about: string | null;
}

/** A database server, and what is to be saved of it. */
export interface DatabaseDraft {
  /** Tells it from others. */
  key: string;
  name: string;
  isChosen: boolean;
  host: string;
  port: string;
  user: string;
  password: string;
  runAs: string;
  /** What it has. */
  databases: string[];
  /** Empty for all that it has when it is backed up. */
  only: string[];
}

export const emptyDatabase: DatabaseDraft = {
  key: '',
  name: '',
  isChosen: true,
  host: '',
  port: '',
  user: '',
  password: '',
  runAs: '',
  databases: [],
  only: [],
};

/** All that somebody may protect. */
export interface WhatDraft {
  directories: DirectoryDraft[];
  databases: DatabaseDraft[];
}

/** As the service takes it. */
export function databaseOf(draft: DatabaseDraft, name = 'main'): DatabaseRequest {
  return {
    name,
    kind: 'PostgreSQL',
    host: draft.host.trim() || null,
    port: draft.port.trim() ? Number(draft.port) : null,
    user: draft.user.trim() || null,
    password: draft.password || null,
    runAs: draft.runAs.trim() || null,
    databases: draft.only,
  };
}

/** Servers that were found, beside those that are there already. */
export function withFound(drafts: DatabaseDraft[], found: FoundDatabase[]): DatabaseDraft[] {
  return found.reduce((all, { host, port, user, runAs, databases }) => {
    const draft = { ...emptyDatabase, isChosen: false, host, port: String(port), user: user ?? '', runAs: runAs ?? '', databases };
    return all.some((one) => one.host === host && one.port === draft.port) ? all : withDatabase(all, draft);
  }, drafts);
}

/** The drafts with a server that somebody described. */
export function withDatabase(drafts: DatabaseDraft[], draft: DatabaseDraft): DatabaseDraft[] {
  const taken = new Set(drafts.map((one) => one.name.toLowerCase()));
  return [...drafts, { ...draft, key: `${drafts.length}`, name: freeName('PostgreSQL', taken) }];
}

export type PlaceKind = 'Directory' | 'S3' | 'Rest';

export interface PlaceDraft {
  kind: PlaceKind;
  directory: string;
  endpoint: string;
  bucket: string;
  prefix: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  address: string;
  user: string;
  password: string;
}

export const emptyPlace: PlaceDraft = {
  kind: 'Directory',
  directory: '',
  endpoint: '',
  bucket: '',
  prefix: '',
  region: '',
  accessKeyId: '',
  secretAccessKey: '',
  address: '',
  user: '',
  password: '',
};

export function suggested(suggestions: Suggestion[]): DirectoryDraft[] {
  return suggestions.map(({ path, name, about }) => ({ path, name, about, isChosen: false }));
}

/** The drafts with a directory that somebody picked; picking one that is there already chooses it. */
export function withDirectory(drafts: DirectoryDraft[], path: string): DirectoryDraft[] {
  if (drafts.some((draft) => draft.path === path)) {
    return drafts.map((draft) => (draft.path === path ? { ...draft, isChosen: true } : draft));
  }
  const free = freeName(nameOf(path), new Set(drafts.map((draft) => draft.name.toLowerCase())));
  return [...drafts, { path, name: free, isChosen: true, about: null }];
}

/** What a name may be made of: a file, and tags of snapshots, are called by it too. */
const name = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N} _.()&+-]{0,62}$/u;

/** A name for the directory: its last part, without what a name may not have. */
export function nameOf(path: string): string {
  const last = path.split('/').findLast((part) => part !== '') ?? '';
  const plain = last
    .replace(/[^\p{L}\p{M}\p{N} _.()&+-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}_]+/u, '');
  return [...plain].slice(0, 63).join('').trimEnd() || 'files';
}

function freeName(wish: string, taken: Set<string>): string {
  let free = wish;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${wish} ${number}`;
  return free;
}

export type NameFault = 'missing' | 'letters' | 'twice';

/** What is wrong with the name of a directory that is chosen. */
export function nameFault(draft: Named, drafts: Named[]): NameFault | null {
  if (!draft.isChosen) return null;
  if (draft.name.trim() === '') return 'missing';
  if (!name.test(draft.name) || draft.name.endsWith(' ')) return 'letters';
  return drafts.some((other) => other !== draft && other.isChosen && isSame(other, draft)) ? 'twice' : null;
}

type Named = Pick<DirectoryDraft, 'name' | 'isChosen'>;

const isSame = (one: Pick<Named, 'name'>, other: Pick<Named, 'name'>) => one.name.toLowerCase() === other.name.toLowerCase();

/** Whether there is something to protect and every name can be used. A directory and databases may share one: then they are one app. */
export function isWhatDone({ directories, databases }: WhatDraft): boolean {
  const areNamed = (drafts: Named[]) => drafts.every((draft) => nameFault(draft, drafts) === null);
  return [...directories, ...databases].some((draft) => draft.isChosen) && areNamed(directories) && areNamed(databases);
}

/** What was chosen, as apps. */
export function appsOf({ directories, databases }: WhatDraft): NewApp[] {
  const apps: NewApp[] = directories
    .filter((draft) => draft.isChosen)
    .map(({ name, path }) => ({ name, directories: [path], databases: [], excludes: [] }));
  for (const draft of databases.filter((one) => one.isChosen)) {
    const app = apps.find((one) => isSame(one, draft));
    if (app) app.databases = [databaseOf(draft)];
    else apps.push({ name: draft.name, directories: [], databases: [databaseOf(draft)], excludes: [] });
  }
  return apps;
}

/** A directory of its own for the repository in the one that somebody picked: what lies there stays apart. */
export function repositoryIn(directory: string): string {
  const trimmed = directory.replace(/\/+$/, '');
  return trimmed.endsWith('/mows-backup') ? trimmed : `${trimmed}/mows-backup`;
}

/** Whether enough is filled in to try it. */
export function isPlaceFilled(place: PlaceDraft): boolean {
  switch (place.kind) {
    case 'Directory':
      return place.directory.startsWith('/');
    case 'S3':
      return Boolean(place.endpoint && place.bucket && place.accessKeyId && place.secretAccessKey);
    case 'Rest':
      return place.address !== '';
  }
}

/** The place as the service takes it. */
export function placeOf(draft: PlaceDraft): Place {
  const none = { accessKeyId: null, secretAccessKey: null, region: null, user: null, password: null };
  switch (draft.kind) {
    case 'Directory':
      return { ...none, name: 'disk', location: draft.directory.trim() };
    case 'S3': {
      const path = [draft.bucket, ...draft.prefix.split('/')].map((part) => part.trim()).filter(Boolean).join('/');
      return {
        ...none,
        name: 's3',
        location: `s3:${withScheme(draft.endpoint)}/${path}`,
        accessKeyId: draft.accessKeyId.trim(),
        secretAccessKey: draft.secretAccessKey.trim(),
        region: draft.region.trim() || null,
      };
    }
    case 'Rest':
      return {
        ...none,
        name: 'server',
        location: `rest:${withScheme(draft.address)}/`,
        user: draft.user.trim() || null,
        password: draft.password || null,
      };
  }
}

function withScheme(address: string): string {
  const trimmed = address.trim().replace(/\/+$/, '');
  return /^https?:\/\//.test(trimmed) ? trimmed : `https://${trimmed}`;
}

/** @param secret of a repository that is there already; null to make one */
export function requestOf(what: WhatDraft, place: PlaceDraft, secret: string | null): SetupRequest {
  return {
    apps: appsOf(what),
    place: placeOf(place),
    existing: secret === null ? null : { secret, host: null },
  };
}
