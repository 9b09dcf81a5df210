import { expect, test } from 'vitest';
import { isFileOfVolume, isObject } from './inside';

test('objects are shown, and folders of them are opened', () => {
  expect(isObject('/objects/configmaps/settings.json')).toBe(true);
  expect(isObject('/objects/configmaps')).toBe(false);
  expect(isObject('/volumes/photos/objects/a.json')).toBe(false);
});

test('what lies in a volume can be put back by itself, and the volume comes with its app', () => {
  expect(isFileOfVolume('/volumes/photos/kept/diary')).toBe(true);
  expect(isFileOfVolume('/volumes/photos')).toBe(false);
  expect(isFileOfVolume('/volumes/photos/')).toBe(false);
  expect(isFileOfVolume('/objects/configmaps/settings.json')).toBe(false);
});
