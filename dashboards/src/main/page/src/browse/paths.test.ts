import { expect, it } from 'vitest';
import { crumbsOf, withoutNested } from './paths';

it('climbs from the root to a path', () => {
  expect(crumbsOf('/')).toEqual([]);
  expect(crumbsOf('/srv/my photos')).toEqual([
    { name: 'srv', path: '/srv' },
    { name: 'my photos', path: '/srv/my photos' },
  ]);
});

it('leaves out what a chosen directory brings anyway', () => {
  expect(withoutNested(['/a/b', '/a', '/ab', '/a/c/d'])).toEqual(['/a', '/ab']);
  expect(withoutNested(['/', '/a'])).toEqual(['/']);
});
