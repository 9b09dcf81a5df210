import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { lacks, MissingRights } from './MissingRights';

it('says which rights are missing, and nothing where none is', () => {
  const { container, rerender } = render(<MissingRights id="m" rights={['create backups in namespace photos']} />);
  expect(container.textContent).toBe('You lack the right to create backups in namespace photos.');
  rerender(<MissingRights id="m" rights={[]} />);
  expect(container.textContent).toBe('');
});

it('takes what is not told for nothing: the service decides again', () => {
  expect(lacks(['create'])).toBe(true);
  expect(lacks([])).toBe(false);
  expect(lacks(null)).toBe(false);
});
