import { describe, expect, test } from 'vitest';
import { BLOCKS, decode, encode } from '../src/frameCode';
import { averageBlocks } from '../src/strip';

/** Rows of blocks `size` samples wide, with grey where two blocks meet, as an encoder smears them. */
function row(number: number, size: number, step = 1): number[] {
  const samples: number[] = [];
  for (const bit of encode(number)) {
    for (let x = 0; x < size; x++) {
      const smeared = size > 2 && (x === 0 || x === size - 1);
      samples.push(smeared ? 128 : bit * 255, ...new Array<number>(step - 1).fill(0));
    }
  }
  return samples;
}

describe('the levels of the blocks', () => {
  test.each([2, 4, 8, 16, 48])('come from the middle of blocks %i samples wide', (size) => {
    const levels = averageBlocks({ bytes: row(4711, size), width: BLOCKS * size, step: 1, rowStarts: [0] });
    expect(decode(levels)).toBe(4711);
  });

  test('come from blocks that are no whole number of samples wide', () => {
    const width = 341; // of a picture 426 wide
    const bits = encode(99);
    const bytes = Array.from({ length: width }, (_, x) => (bits[Math.floor((x * BLOCKS) / width)] ?? 0) * 255);
    expect(decode(averageBlocks({ bytes, width, step: 1, rowStarts: [0] }))).toBe(99);
  });

  test('come from every fourth byte of a canvas', () => {
    const levels = averageBlocks({ bytes: row(12, 2, 4), width: BLOCKS * 2, step: 4, rowStarts: [0] });
    expect(decode(levels)).toBe(12);
  });

  test('are the mean of all rows', () => {
    const bytes = [...new Array<number>(64).fill(10), ...new Array<number>(64).fill(30)];
    const levels = averageBlocks({ bytes, width: 64, step: 1, rowStarts: [0, 64] });
    expect([...levels]).toEqual(new Array<number>(BLOCKS).fill(20));
  });
});
