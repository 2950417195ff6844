import { expect, test } from 'vitest';
import { DEFECTS, isDefect, RULES, rulesWith } from '../src/rules';

/** The names of the rules that differ, those of the signalling too. */
function differing<T extends object>(one: T, other: T): string[] {
  return (Object.keys(one) as (keyof T & string)[]).flatMap((rule) => {
    const [left, right] = [one[rule], other[rule]];
    if (rule === 'signalling') return differing(left as object, right as object);
    return left === right ? [] : [rule];
  });
}

test('a player without a defect goes by the rules', () => {
  expect(rulesWith(null)).toEqual(RULES);
});

test.each(DEFECTS)('"%s" breaks exactly one rule', (defect) => {
  expect(differing(RULES, rulesWith(defect))).toHaveLength(1);
});

test.each(['no-such', 'toString'])('"%s" names no defect', (name) => {
  expect(isDefect(name)).toBe(false);
});
