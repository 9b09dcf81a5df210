import { expect, test } from 'vitest';
import { isPlaceName, wrongWords } from './newPlace';

test('a name is one that the cluster takes', () => {
  for (const name of ['offsite', 'a', 'friend-2', 'a'.repeat(50)]) expect(isPlaceName(name)).toBe(true);
  for (const name of ['', 'Off site', '-a', 'a-', 'a.b', 'ä', 'a'.repeat(51)]) expect(isPlaceName(name)).toBe(false);
});

test('words are right only at their own number', () => {
  const words = ['abandon', 'ability', 'able'];
  expect(wrongWords(words, [1, 3], { 1: 'abandon', 3: ' Able ' })).toEqual([]);
  expect(wrongWords(words, [1, 3], { 1: 'able', 3: 'able' })).toEqual([1]);
  expect(wrongWords(words, [1, 2], {})).toEqual([1, 2]);
});
