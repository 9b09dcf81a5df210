import { expect, it } from 'vitest';
import { takeToken } from './login';

it('takes the token out of the address, so that it stays in no history', () => {
  window.history.replaceState(null, '', '/#login=abc%2Bdef');
  expect(takeToken(window.location, window.history)).toBe('abc+def');
  expect(window.location.hash).toBe('#/');
  expect(takeToken(window.location, window.history)).toBeNull();
});
