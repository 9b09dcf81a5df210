/** What somebody is about to set up, before the service knows of it. */
import type { Place, SetupRequest, Suggestion } from '../api/model';

export interface DirectoryDraft {
  path: string;
  name: string;
  isChosen: boolean;
  /** A key of what the service says about a directory that it suggests; null for one that somebody added. */
  about: string | null;
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
export function nameFault(draft: DirectoryDraft, drafts: DirectoryDraft[]): NameFault | null {
  if (!draft.isChosen) return null;
  if (draft.name.trim() === '') return 'missing';
  if (!name.test(draft.name) || draft.name.endsWith(' ')) return 'letters';
  const same = draft.name.toLowerCase();
  return drafts.some((other) => other.path !== draft.path && other.isChosen && other.name.toLowerCase() === same) ? 'twice' : null;
}

/** Whether there is something to protect and every name can be used. */
export function isWhatDone(drafts: DirectoryDraft[]): boolean {
  return drafts.some((draft) => draft.isChosen) && drafts.every((draft) => nameFault(draft, drafts) === null);
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
export function requestOf(drafts: DirectoryDraft[], place: PlaceDraft, secret: string | null): SetupRequest {
  return {
    apps: drafts
      .filter((draft) => draft.isChosen)
      .map(({ name, path }) => ({ name, directories: [path], excludes: [] })),
    place: placeOf(place),
    existing: secret === null ? null : { secret, host: null },
  };
}
