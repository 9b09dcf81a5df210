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
  const name = freeName(nameOf(path), new Set(drafts.map((draft) => draft.name)));
  return [...drafts, { path, name, isChosen: true, about: null }];
}

/** A name for the directory: its last part in lower-case letters, digits and hyphens, as names of apps are. */
export function nameOf(path: string): string {
  const last = path.split('/').findLast((part) => part !== '') ?? '';
  const plain = last
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return plain || 'files';
}

function freeName(name: string, taken: Set<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) {
    if (!taken.has(`${name}-${number}`)) return `${name}-${number}`;
  }
}

export type NameFault = 'missing' | 'letters' | 'twice';

/** What is wrong with the name of a directory that is chosen. */
export function nameFault(draft: DirectoryDraft, drafts: DirectoryDraft[]): NameFault | null {
  if (!draft.isChosen) return null;
  if (draft.name === '') return 'missing';
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(draft.name)) return 'letters';
  return drafts.some((other) => other.path !== draft.path && other.isChosen && other.name === draft.name) ? 'twice' : null;
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

export function requestOf(drafts: DirectoryDraft[], place: PlaceDraft): SetupRequest {
  return {
    apps: drafts
      .filter((draft) => draft.isChosen)
      .map(({ name, path }) => ({ name, directories: [path], excludes: [] })),
    place: placeOf(place),
  };
}
