import { describe, expect, test } from 'vitest';
import { type Call, watchCalls } from '../src/calls';

class Adder {
  readonly base = 10;
  add(this: Adder, a: number, b = 0): number {
    if (Number.isNaN(a)) throw new RangeError('not a number');
    return this.base + a + b;
  }
}

describe('a function that is looked at', () => {
  const calls: Call<unknown>[] = [];
  const before = { ...Object.getOwnPropertyDescriptor(Adder.prototype, 'add') }.value as () => number;
  watchCalls<number, 'add'>(Adder.prototype, 'add', (call) => calls.push(call));
  const adder = new Adder();

  test('does and gives what it did, and shows each call', () => {
    const atMs = performance.now();
    expect(adder.add(1, 2)).toBe(13);
    expect(calls).toMatchObject([{ result: 13, self: adder, args: [1, 2] }]);
    expect(calls[0]?.atMs).toBeGreaterThanOrEqual(atMs);
  });

  test('throws what it threw', () => {
    expect(() => adder.add(NaN)).toThrow(new RangeError('not a number'));
  });

  test('looks the same', () => {
    const { add } = Adder.prototype as unknown as { readonly add: { readonly name: string; readonly length: number } };
    expect([add.name, add.length]).toEqual([before.name, before.length]);
  });
});
