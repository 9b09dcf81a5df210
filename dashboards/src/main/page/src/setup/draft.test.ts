import { describe, expect, it } from 'vitest';
import { appsOf, emptyDatabase, emptyPlace, isPlaceFilled, isWhatDone, nameFault, nameOf, placeOf, repositoryIn, requestOf, suggested, withDatabase, withDirectory, withFound, type DatabaseDraft, type DirectoryDraft } from './draft';

const what = (directories: DirectoryDraft[], databases: DatabaseDraft[] = []) => ({ directories, databases });

describe('databases to protect', () => {
  const found = { kind: 'PostgreSQL', host: '/run/postgresql', port: 5432, user: 'postgres', runAs: 'postgres', databases: ['shop'] } as const;

  it('that were found are there once, and not chosen', () => {
    const drafts = withFound([], [{ ...found, databases: ['shop'] }]);
    expect(drafts).toMatchObject([{ name: 'PostgreSQL', isChosen: false, port: '5432', runAs: 'postgres' }]);
    expect(withFound(drafts, [{ ...found, databases: ['shop'] }])).toEqual(drafts);
  });

  it('are an app of their own, or one with the directory of the same name', () => {
    const directories = withDirectory([], '/srv/shop');
    const [database] = withDatabase([], { ...emptyDatabase, host: 'db.example.org', only: ['shop'] });
    const request = { name: 'main', kind: 'PostgreSQL', host: 'db.example.org', port: null, user: null, password: null, runAs: null, databases: ['shop'] };
    expect(appsOf(what(directories, [database!]))).toEqual([
      { name: 'shop', directories: ['/srv/shop'], databases: [], excludes: [] },
      { name: 'PostgreSQL', directories: [], databases: [request], excludes: [] },
    ]);
    expect(isWhatDone(what(directories, [{ ...database!, name: 'Shop' }]))).toBe(true);
    expect(appsOf(what(directories, [{ ...database!, name: 'Shop' }]))).toEqual([
      { name: 'shop', directories: ['/srv/shop'], databases: [request], excludes: [] },
    ]);
  });
});

describe('directories to protect', () => {
  const drafts = suggested([{ path: '/srv/photos', name: 'photos', about: 'pictures' }]);

  it('are not chosen before somebody chooses them', () => {
    expect(isWhatDone(what(drafts))).toBe(false);
    expect(requestOf(what(drafts), emptyPlace, null).apps).toEqual([]);
  });

  it('are chosen when they are picked again', () => {
    expect(withDirectory(drafts, '/srv/photos')).toEqual([{ ...drafts[0], isChosen: true }]);
  });

  it('get a name of their own', () => {
    const both = withDirectory(drafts, '/mnt/old/Photos');
    expect(both[1]).toMatchObject({ name: 'Photos 2', isChosen: true, about: null });
  });

  it.each([
    ['/home/anna/Übergröße & Maße', 'Übergröße & Maße'],
    ['/', 'files'],
    ['/srv/---', 'files'],
    ['/srv/.config', 'config'],
    ['/srv/what: “this”?', 'what- -this-'],
    ['/srv/' + 'a'.repeat(62) + ' b', 'a'.repeat(62)],
  ])('names %s %s', (path, name) => expect(nameOf(path)).toBe(name));

  it('need names that are there, valid and different', () => {
    const both = withDirectory(withDirectory(drafts, '/srv/photos'), '/etc');
    const named = (name: string) => both.map((draft) => (draft.path === '/etc' ? { ...draft, name } : draft));
    const fault = (name: string) => {
      const all = named(name);
      return nameFault(all[1]!, all);
    };
    expect(['', 'a/b', '-x', 'x ', 'Photos', 'Photos of Anna (old)'].map(fault)).toEqual(['missing', 'letters', 'letters', 'letters', 'twice', null]);
    expect(isWhatDone(what(named('photos')))).toBe(false);
    expect(isWhatDone(what(both))).toBe(true);
  });
});

describe('a place', () => {
  it('on a disk gets a directory of its own', () => {
    expect(repositoryIn('/media/usb/')).toBe('/media/usb/mows-backup');
    expect(repositoryIn('/media/usb/mows-backup')).toBe('/media/usb/mows-backup');
    expect(repositoryIn('/')).toBe('/mows-backup');
  });

  it('in S3 is put together from its parts', () => {
    const place = { ...emptyPlace, kind: 'S3' as const, endpoint: 's3.example.org/', bucket: 'backup', prefix: '/home//one/', accessKeyId: ' k ', secretAccessKey: 's' };
    expect(isPlaceFilled(place)).toBe(true);
    expect(placeOf(place)).toMatchObject({ location: 's3:https://s3.example.org/backup/home/one', accessKeyId: 'k', region: null });
  });

  it('behind REST keeps plain HTTP where somebody wrote it', () => {
    const place = { ...emptyPlace, kind: 'Rest' as const, address: 'http://127.0.0.1:8000/photos' };
    expect(placeOf(place)).toMatchObject({ location: 'rest:http://127.0.0.1:8000/photos/', user: null, password: null });
  });

  it('never carries what was typed for another kind', () => {
    const place = { ...emptyPlace, directory: '/media/usb', secretAccessKey: 's', password: 'p' };
    expect(placeOf(place)).toMatchObject({ location: '/media/usb', secretAccessKey: null, password: null });
    expect(isPlaceFilled({ ...place, directory: 'relative' })).toBe(false);
  });
});
