import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCKS, decode, encode } from '../src/frameCode';
import vectors from '../vectors/frame_code.json';

const WHITE = 235; // of limited-range video
const BLACK = 16;
const number = fc.integer({ min: 0, max: 2 ** 20 - 1 });

function painted(value: number): number[] {
  return encode(value).map((bit) => (bit === 1 ? WHITE : BLACK));
}

describe('the code of a frame number', () => {
  test.each(vectors)('$number has the bits that the publisher paints', ({ number, bits }) => {
    expect(encode(number)).toEqual(bits);
    expect(decode(bits.map((bit) => bit * 255))).toBe(number);
  });

  test('is read back, whatever the number', () => {
    fc.assert(fc.property(number, (value) => decode(painted(value)) === value));
  });

  test('is read through noise of a fifth of the contrast', () => {
    const noise = fc.array(fc.integer({ min: -44, max: 44 }), { minLength: BLOCKS, maxLength: BLOCKS });
    fc.assert(
      fc.property(number, noise, (value, errors) => {
        const levels = painted(value).map((level, block) => level + (errors[block] ?? 0));
        return decode(levels) === value;
      }),
    );
  });

  test('is read from a dim, washed-out picture', () => {
    expect(decode(encode(777).map((bit) => (bit === 1 ? 120 : 70)))).toBe(777);
  });

  test('is not read with a wrong bit, wherever it is', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: BLOCKS - 1 }), (value, block) => {
        const levels = painted(value);
        levels[block] = levels[block] === WHITE ? BLACK : WHITE;
        return decode(levels) === null;
      }),
    );
  });

  test.each([
    ['a black picture', new Array<number>(BLOCKS).fill(0)],
    ['a white picture', new Array<number>(BLOCKS).fill(255)],
    ['guards that differ too little', encode(5).map((bit) => (bit === 1 ? 120 : 90))],
    ['fewer blocks than there are', painted(5).slice(0, 20)],
  ])('is not read from %s', (_, levels) => {
    expect(decode(levels)).toBeNull();
  });

  test('is hardly ever read from a picture that carries none', () => {
    const level = fc.integer({ min: 0, max: 255 });
    const picture = fc.array(level, { minLength: BLOCKS, maxLength: BLOCKS });
    const read = fc.sample(picture, 2_000).filter((levels) => decode(levels) !== null);
    expect(read.length).toBeLessThan(20);
  });
});
