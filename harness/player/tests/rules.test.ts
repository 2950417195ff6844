import { expect, test } from 'vitest';
import { DEFECTS, isDefect, RULES, rulesWith } from '../src/rules';

test('a player without a defect goes by the rules', () => {
  expect(rulesWith(null)).toEqual(RULES);
});

test.each(DEFECTS)('"%s" breaks exactly one rule', (defect) => {
  const broken = rulesWith(defect);
  const changed = (Object.keys(RULES) as (keyof typeof RULES)[]).filter((rule) => broken[rule] !== RULES[rule]);
  expect(changed).toHaveLength(1);
});

test('a word that names no defect is none', () => {
  expect(isDefect('no-such')).toBe(false);
});
