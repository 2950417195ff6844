import { expect, test } from 'vitest';
import { onReturn } from '../../src/policies/tabRecovery';
import { rulesWith } from '../../src/rules';

test.each([
  ['seeks to live while something is buffered', true, true, 'seek to live'],
  ['loads again when nothing is', true, false, 'reload'],
  ['leaves a stream alone that never played', false, true, 'stay'],
  ['leaves a stream alone that waits to begin', false, false, 'stay'],
] as const)('a tab that comes back %s', (_, wasLive, canPlayOn, verdict) => {
  expect(onReturn(wasLive, canPlayOn)).toBe(verdict);
});

test('without recovery it stays as it is', () => {
  expect(onReturn(true, false, rulesWith('no-tab-recovery'))).toBe('stay');
});
