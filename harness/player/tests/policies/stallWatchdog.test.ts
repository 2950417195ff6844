import { expect, test } from 'vitest';
import { FRESH, look, type State } from '../../src/policies/stallWatchdog';
import { rulesWith } from '../../src/rules';

function looks(positions: readonly number[], rules = rulesWith(null)): boolean[] {
  let state: State = FRESH;
  return positions.map((position) => {
    const step = look(state, position, rules);
    state = step.state;
    return step.stalled;
  });
}

test('it barks at the fifth look that finds the playhead where it was', () => {
  expect(looks([7, 7, 7, 7, 7, 7])).toEqual([false, false, false, false, false, true]);
});

test('a move in between begins the count anew', () => {
  expect(looks([7, 7, 7, 7, 7, 8, 8, 8, 8, 8]).includes(true)).toBe(false);
});

test('having barked it begins anew', () => {
  expect(looks(Array.from({ length: 12 }, () => 7)).flatMap((stalled, index) => (stalled ? [index] : []))).toEqual([
    5, 11,
  ]);
});

test('a picture that goes back moves too', () => {
  expect(looks([9, 8, 7, 6, 5, 4, 3]).includes(true)).toBe(false);
});

test('without it nothing is ever noticed', () => {
  expect(
    looks(
      Array.from({ length: 100 }, () => 7),
      rulesWith('no-watchdog'),
    ).includes(true),
  ).toBe(false);
});
