import { expect, test } from 'vitest';
import type { PointChange } from '../api/model';
import { folded, grouped, nameIn } from './changes';

const change = (path: string, kind: PointChange['kind'], directory = false): PointChange => ({ path, name: path, kind, directory });

test('what came with a directory is counted and not listed', () => {
  const shown = folded([
    change('/volumes/a/new', 'Added', true),
    change('/volumes/a/new/x', 'Added'),
    change('/volumes/a/new/y', 'Added'),
    change('/volumes/a/newer', 'Added'),
    change('/volumes/a/old', 'Removed', true),
    change('/volumes/a/old/z', 'Removed'),
  ]);
  expect(shown.map(({ path, below }) => [path, below])).toEqual([
    ['/volumes/a/new', 2],
    ['/volumes/a/newer', 0],
    ['/volumes/a/old', 1],
  ]);
});

test('a directory that changed what it is hides nothing', () => {
  expect(folded([change('/volumes/a/b', 'Changed', true), change('/volumes/a/b/c', 'Added')])).toHaveLength(2);
});

test('objects, volumes and the rest are apart, and the ledger is no news', () => {
  const groups = grouped([
    change('/databases/main.dump', 'Changed'),
    change('/ledger.jsonl', 'Changed'),
    change('/objects/configmaps/settings.json', 'Changed'),
    change('/volumes/photos', 'Added', true),
    change('/volumes/photos/a', 'Added'),
    change('/volumes/disk/a/b', 'Removed'),
  ]);
  expect(groups.map((group) => [group.kind, group.volume, group.changes.map((one) => nameIn(group, one))])).toEqual([
    ['Other', '', ['/databases/main.dump']],
    ['Objects', '', ['configmaps/settings']],
    ['Volume', 'photos', ['/']],
    ['Volume', 'disk', ['a/b']],
  ]);
});
