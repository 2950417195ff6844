// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AGAIN_AFTER_MS, joinUntilAnswered } from '../../src/signalling/joining';

let answers: unknown[];
let asked: number;
let told: unknown[];
const begin = (): (() => void) =>
  joinUntilAnswered(
    () => {
      asked += 1;
      return Promise.resolve(answers.shift() ?? null);
    },
    (answer) => told.push(answer),
  );

beforeEach(() => {
  vi.useFakeTimers();
  [answers, asked, told] = [[], 0, []];
});
afterEach(() => {
  vi.useRealTimers();
});

test('a join that is answered is asked once', async () => {
  answers = [{ count: 1 }];
  begin();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked, told]).toEqual([1, [{ count: 1 }]]);
});

test('one that is not is asked again', async () => {
  answers = [null, null, { count: 1 }];
  begin();
  await vi.advanceTimersByTimeAsync(2 * AGAIN_AFTER_MS);
  expect([asked, told]).toEqual([3, [{ count: 1 }]]);
});

test('one that met the limit is asked again when the limit allows it', async () => {
  answers = [{ error: 'rate_limited', retryAfterMs: 7_000 }, { count: 1 }];
  begin();
  await vi.advanceTimersByTimeAsync(6_999);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect([asked, told]).toEqual([2, [{ count: 1 }]]);
});

test('stopped, it neither asks again nor tells of an answer that was under way', async () => {
  answers = [{ count: 1 }];
  begin()();
  const stop = begin();
  await vi.advanceTimersByTimeAsync(0);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked, told, vi.getTimerCount()]).toEqual([2, [], 0]);
});
