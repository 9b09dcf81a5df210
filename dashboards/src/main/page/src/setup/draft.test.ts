import { describe, expect, it } from 'vitest';
import { emptyPlace, isPlaceFilled, isWhatDone, nameFault, nameOf, placeOf, repositoryIn, requestOf, suggested, withDirectory } from './draft';

describe('directories to protect', () => {
  const drafts = suggested([{ path: '/srv/photos', name: 'photos', about: 'pictures' }]);

  it('are not chosen before somebody chooses them', () => {
    expect(isWhatDone(drafts)).toBe(false);
    expect(requestOf(drafts, emptyPlace, null).apps).toEqual([]);
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
    const fault = (name: string) => nameFault(named(name)[1]!, named(name));
    expect(['', 'a/b', '-x', 'x ', 'Photos', 'Photos of Anna (old)'].map(fault)).toEqual(['missing', 'letters', 'letters', 'letters', 'twice', null]);
    expect(isWhatDone(named('photos'))).toBe(false);
    expect(isWhatDone(both)).toBe(true);
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
