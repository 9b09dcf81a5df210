import { expect, it } from 'vitest';
import { draw } from './QrCode';
import { kitText } from './RecoverySheet';

const kit = { address: 's3:https://s3.example.org/anna/backup', words: Array.from({ length: 12 }, () => 'garden'), ask: [] };

it('holds the place and the words', () => {
  expect(kitText(kit).split('\n')).toEqual(['MOWS Backup recovery kit 1', kit.address, kit.words.join(' ')]);
});

it('draws the three corners that a camera looks for', () => {
  const { size, path } = draw(kitText(kit));
  expect((size - 17) % 4).toBe(0);
  const isDark = (column: number, row: number) => path.includes(`M${column} ${row}h`);
  for (const [left, top] of [[0, 0], [size - 7, 0], [0, size - 7]] as const) {
    for (let step = 0; step < 7; step++) {
      expect(isDark(left + step, top) && isDark(left, top + step)).toBe(true);
    }
    expect(isDark(left + 1, top + 1)).toBe(false);
    expect(isDark(left + 3, top + 3)).toBe(true);
  }
});
