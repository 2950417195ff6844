import { expect, test } from 'vitest';
import { noticeOf } from '../../src/signalling/notices';

test('a limit says how long to wait, in whole seconds that are not too few', () => {
  expect(noticeOf('rate_limited', 6_100)).toBe('Too many messages. Try again in 7 s.');
  expect(noticeOf('rate_limited', 0)).toBe('Too many messages. Try again in 1 s.');
  expect(noticeOf('rate_limited', null)).toBe('Too many messages. Try again in a moment.');
});

test('what was not sent is told apart from what may have been', () => {
  expect(noticeOf('offline', null)).toContain('was not sent');
  expect(noticeOf('unanswered', null)).toContain('may not have been sent');
});
