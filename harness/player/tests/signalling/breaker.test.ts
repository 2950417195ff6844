import { expect, test } from 'vitest';
import { type Breaker, type BreakerEvent, CLOSED, freeAtMs, next } from '../../src/signalling/breaker';
import { SIGNALLING_BROKEN, SIGNALLING_RULES as RULES } from '../../src/signalling/rules';

const closed = (failures: number): Breaker => ({ phase: 'closed', failures });
const open = (untilMs: number): Breaker => ({ phase: 'open', untilMs });
const HALF_OPEN: Breaker = { phase: 'half-open' };

const TRANSITIONS: [string, Breaker, BreakerEvent, number, Breaker][] = [
  ['lets attempts through while it is closed', closed(3), 'attempted', 0, closed(3)],
  ['counts a failure', CLOSED, 'failed', 0, closed(1)],
  ['stays closed after the fourth in a row', closed(3), 'failed', 0, closed(4)],
  ['opens for 60 s at the fifth in a row', closed(4), 'failed', 700, open(60_700)],
  ['counts anew after a success', closed(4), 'succeeded', 0, CLOSED],
  ['lets nothing through while it is open', open(60_000), 'attempted', 59_999, open(60_000)],
  ['does not stay open longer for a late failure', open(60_000), 'failed', 100, open(60_000)],
  ['lets one trial through afterwards', open(60_000), 'attempted', 60_000, HALF_OPEN],
  ['opens again when the trial fails', HALF_OPEN, 'failed', 61_000, open(121_000)],
  ['closes when the trial succeeds', HALF_OPEN, 'succeeded', 61_000, CLOSED],
  ['does not count an attempt during the trial', HALF_OPEN, 'attempted', 61_000, HALF_OPEN],
];

// eslint-disable-next-line max-params -- one for each column of the table above
test.each(TRANSITIONS)('a breaker %s', (_, from, event, nowMs, to) => {
  expect(next(from, event, nowMs, RULES)).toEqual(to);
});

test('without a breaker no number of failures opens it', () => {
  const rules = { ...RULES, ...SIGNALLING_BROKEN['no-breaker'] };
  let breaker = CLOSED;
  for (let failure = 0; failure < 99; failure += 1) breaker = next(breaker, 'failed', 0, rules);
  expect(breaker.phase).toBe('closed');
});

test('only an open breaker delays the next attempt', () => {
  expect([closed(4), open(60_000), HALF_OPEN].map(freeAtMs)).toEqual([-Infinity, 60_000, -Infinity]);
});
