import { expect, test } from 'vitest';
import { SIGNALLING_BROKEN, SIGNALLING_RULES } from '../../src/signalling/rules';

test.each(Object.entries(SIGNALLING_BROKEN))('%s breaks a rule that there is, and one only', (_, broken) => {
  const names = Object.keys(broken);
  expect(names).toHaveLength(1);
  expect(SIGNALLING_RULES).toHaveProperty(names);
  expect(SIGNALLING_RULES).not.toMatchObject(broken);
});
