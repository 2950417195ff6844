import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Event, FRESH, next, type State } from '../../src/policies/reconnectGuard';
import { rulesWith } from '../../src/rules';

const STALLED: Event = { type: 'stalled' };
const PLAYING: Event = { type: 'playing' };
const STARVED: Event = { type: 'starved' };
const state = (used: number, steadySinceMs: number | null = null): State => ({ used, steadySinceMs });

const TRANSITIONS: [string, State, Event, number, State, string][] = [
  ['lets a first reconnect through', FRESH, STALLED, 0, state(1), 'reconnect'],
  ['lets a fifth through', state(4), STALLED, 0, state(5), 'reconnect'],
  ['gives up at the sixth', state(5), STALLED, 0, state(5), 'give up'],
  ['notes since when it plays', state(2), PLAYING, 700, state(2, 700), 'go on'],
  ['keeps that time', state(2, 700), PLAYING, 900, state(2, 700), 'go on'],
  ['counts on after short play', state(2, 700), STARVED, 10_699, state(2), 'go on'],
  ['counts anew after 10 s of play', state(2, 700), STARVED, 10_700, state(0), 'go on'],
  ['counts anew though nothing told that data ran out', state(5, 0), STALLED, 10_000, state(1), 'reconnect'],
  ['counts on when short play stalls', state(3, 0), STALLED, 9_999, state(4), 'reconnect'],
];

// eslint-disable-next-line max-params -- one for each column of the table above
test.each(TRANSITIONS)('the guard %s', (_, from, event, nowMs, to, verdict) => {
  expect(next(from, event, nowMs)).toEqual({ state: to, verdict });
});

test('without it there is no end', () => {
  expect(next(state(99), STALLED, 0, rulesWith('forever-retry')).verdict).toBe('reconnect');
});

test('never more than five reconnects pass without 10 s of play, whatever happens', () => {
  const event = fc.tuple(fc.constantFrom(STALLED, PLAYING, STARVED), fc.integer({ min: 0, max: 9_999 }));
  fc.assert(
    fc.property(fc.array(event, { maxLength: 80 }), (events) => {
      let [now, nowMs, inARow, playingSinceMs]: [State, number, number, number | null] = [FRESH, 0, 0, null];
      for (const [happened, laterMs] of events) {
        nowMs += laterMs;
        if (happened.type === 'playing') playingSinceMs ??= nowMs;
        else {
          if (playingSinceMs !== null && nowMs - playingSinceMs >= 10_000) inARow = 0;
          playingSinceMs = null;
        }
        const step = next(now, happened, nowMs);
        now = step.state;
        if (step.verdict === 'reconnect') inARow += 1;
        expect(inARow).toBeLessThanOrEqual(5);
      }
    }),
  );
});
