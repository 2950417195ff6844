import { expect, test } from 'vitest';
import { noticeOf } from '../../../src/layout/chat/notice';

test('nothing is said while all is well', () => {
  expect(noticeOf('connected', null, false)).toBeNull();
});

test('a refusal is said before the state of the connection', () => {
  expect(noticeOf('reconnecting', 'Too fast', false)).toBe('Too fast');
});

test.each(['connecting', 'reconnecting', 'suspended', 'gave-up', 'closed'] as const)('"%s" is said', (connection) => {
  expect(noticeOf(connection, null, false)).toMatch(/chat/);
});

test('the end is said before all', () => {
  expect(noticeOf('closed', 'Too fast', true)).toBe('The stream has ended, and the chat with it');
});
