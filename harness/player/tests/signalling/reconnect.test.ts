import { describe, expect, test } from 'vitest';
import type { Breaker } from '../../src/signalling/breaker';
import {
  chatRules,
  type Command,
  delayBoundsMs,
  type Event,
  IDLE,
  next,
  type Phase,
  type ReconnectRules,
  type State,
  streamingRules,
  type Why,
} from '../../src/signalling/reconnect';
import { SIGNALLING_BROKEN, SIGNALLING_RULES } from '../../src/signalling/rules';

const STREAMING = streamingRules(SIGNALLING_RULES, true);
const CHAT = chatRules(SIGNALLING_RULES);
const MIDDLE = 0.5; // the draw that makes a delay what it is without jitter

const state = (phase: Phase, breaker: Breaker | number = 0): State => ({
  phase,
  breaker: typeof breaker === 'number' ? { phase: 'closed', failures: breaker } : breaker,
});
const attempting = (attempt: number): Phase => ({ name: 'attempting', attempt });
const waiting = (attempt: number, dueAtMs: number, why: Why = 'backoff'): Phase => {
  return { name: 'waiting', attempt, dueAtMs, why };
};
const CONNECTED: Phase = { name: 'connected' };
const GAVE_UP: Phase = { name: 'gave-up' };
const CLOSED: Phase = { name: 'closed' };
const OPEN: Breaker = { phase: 'open', untilMs: 60_000 };
const HALF_OPEN: Breaker = { phase: 'half-open' };
const barred = (attempt: number): State => state(waiting(attempt, 60_000, 'breaker'), OPEN);
const trial = (attempt: number): State => state(attempting(attempt), HALF_OPEN);

const begun: Event = { type: 'begun' };
const connected: Event = { type: 'connected' };
const failed: Event = { type: 'failed' };
const lost: Event = { type: 'lost' };
const woken: Event = { type: 'woken' };
const close: Event = { type: 'closed' };
const drop: Command = { type: 'drop' };
const open = (attempt: number): Command => ({ type: 'open', attempt });
const wake = (atMs: number): Command => ({ type: 'wake', atMs });

type Row = [string, State, Event, number, State, Command[]];

describe('a streaming connection', () => {
  const TRANSITIONS: Row[] = [
    ['begins with an attempt that is no reconnect', IDLE, begun, 0, state(attempting(0)), [open(0)]],
    ['stands', state(attempting(0)), connected, 0, state(CONNECTED), []],
    ['forgets its failures when it stands', state(attempting(4), 4), connected, 0, state(CONNECTED), []],
    [
      'waits 500 ms after its first failure',
      state(attempting(0)),
      failed,
      0,
      state(waiting(1, 500), 1),
      [drop, wake(500)],
    ],
    ['waits 500 ms when it is lost', state(CONNECTED), lost, 9, state(waiting(1, 509)), [drop, wake(509)]],
    ['attempts when the wait is over', state(waiting(1, 500), 1), woken, 500, state(attempting(1), 1), [open(1)]],
    ['waits on when woken too early', state(waiting(1, 500)), woken, 499, state(waiting(1, 500)), [wake(500)]],
    ['waits 1 s next', state(attempting(1), 1), failed, 0, state(waiting(2, 1_000), 2), [drop, wake(1_000)]],
    ['then 2 s', state(attempting(2), 2), failed, 0, state(waiting(3, 2_000), 3), [drop, wake(2_000)]],
    ['then 4 s', state(attempting(3), 3), failed, 0, state(waiting(4, 4_000), 4), [drop, wake(4_000)]],
    [
      'waits for the breaker after five failed attempts',
      state(attempting(4), 4),
      failed,
      0,
      barred(5),
      [drop, wake(60_000)],
    ],
    ['makes one trial when the breaker lets it', barred(5), woken, 60_000, trial(5), [open(5)]],
    ['waits as long again when the trial fails, and counts on', trial(6), failed, 0, barred(7), [drop, wake(60_000)]],
    ['stands when the trial succeeds', trial(6), connected, 0, state(CONNECTED), []],
    ['gives up at the tenth', trial(10), failed, 0, state(GAVE_UP, OPEN), [drop]],
    ['closes while it stands', state(CONNECTED), close, 0, state(CLOSED), [drop]],
    ['closes while it waits', state(waiting(3, 9), 3), close, 0, state(CLOSED, 3), [drop]],
    ['closes while it attempts', state(attempting(3), 3), close, 0, state(CLOSED, 3), [drop]],
    ['closes after it gave up', state(GAVE_UP, OPEN), close, 0, state(CLOSED, OPEN), [drop]],
  ];

  // eslint-disable-next-line max-params -- one for each column of the table above
  test.each(TRANSITIONS)('%s', (_, from, event, ms, to, commands) => {
    expect(next(from, event, { ms, draw: MIDDLE }, STREAMING)).toEqual({ state: to, commands });
  });

  const MEANINGLESS: [Event, State][] = [
    [begun, state(CONNECTED)],
    [begun, state(CLOSED)],
    [connected, state(waiting(1, 500))],
    [connected, state(GAVE_UP)],
    [connected, state(CLOSED)],
    [failed, state(CONNECTED)],
    [failed, state(waiting(1, 500))],
    [failed, state(CLOSED)],
    [lost, state(attempting(1))],
    [lost, state(CLOSED)],
    [woken, state(CONNECTED)],
    [woken, state(attempting(1))],
    [woken, state(GAVE_UP)],
    [woken, state(CLOSED)],
    [close, state(CLOSED)],
  ];

  test.each(MEANINGLESS)('ignores $type when it means nothing: %#', (event, from) => {
    expect(next(from, event, { ms: 0, draw: MIDDLE }, STREAMING)).toEqual({ state: from, commands: [] });
  });
});

describe('a chat connection', () => {
  const RESTING = state(waiting(1, 30_000, 'cooldown'));
  const TRANSITIONS: Row[] = [
    [
      'goes on after five failed attempts',
      state(attempting(5)),
      failed,
      0,
      state(waiting(6, 4_000)),
      [drop, wake(4_000)],
    ],
    ['rests for 30 s after the tenth', state(attempting(10)), failed, 0, RESTING, [drop, wake(30_000)]],
    ['begins ten more afterwards', RESTING, woken, 30_000, state(attempting(1)), [open(1)]],
  ];

  // eslint-disable-next-line max-params -- one for each column of the table above
  test.each(TRANSITIONS)('%s', (_, from, event, ms, to, commands) => {
    const step = next(from, event, { ms, draw: MIDDLE }, CHAT);
    expect([step.state.phase, step.commands]).toEqual([to.phase, commands]);
  });
});

describe('a delay', () => {
  test.each([
    [1, 300, 700],
    [2, 600, 1_400],
    [3, 1_200, 2_800],
    [4, 2_400, 5_600],
    [10, 2_400, 5_600],
  ])('before attempt %i lies between %i and %i ms', (attempt, shortestMs, longestMs) => {
    const [fromMs, toMs] = delayBoundsMs(attempt, STREAMING);
    expect(fromMs).toBeCloseTo(shortestMs);
    expect(toMs).toBeCloseTo(longestMs);
  });

  test.each([
    [0, 300],
    [0.25, 400],
    [0.75, 600],
  ])('follows the draw evenly: %d gives %i ms', (draw, delayMs) => {
    expect(dueAfter(state(CONNECTED), lost, draw, STREAMING)).toBeCloseTo(delayMs);
  });
});

describe('a broken rule', () => {
  const broken = (defect: keyof typeof SIGNALLING_BROKEN): ReconnectRules =>
    streamingRules({ ...SIGNALLING_RULES, ...SIGNALLING_BROKEN[defect] }, true);

  test('without backoff each delay is that of the first attempt', () => {
    expect(delayBoundsMs(7, broken('no-socket-backoff'))).toEqual(delayBoundsMs(1, STREAMING));
  });

  test('without jitter the draw does not matter', () => {
    const delays = [0, 0.3, 0.99].map((draw) => dueAfter(state(CONNECTED), lost, draw, broken('no-jitter')));
    expect(delays).toEqual([500, 500, 500]);
  });

  test('without cooldown the chat goes on as after any failure', () => {
    const rules = chatRules({ ...SIGNALLING_RULES, ...SIGNALLING_BROKEN['no-cooldown'] });
    expect(dueAfter(state(attempting(10)), failed, MIDDLE, rules)).toBe(500);
  });

  test.each([broken('no-breaker'), streamingRules(SIGNALLING_RULES, false)])(
    'without breaker the fifth failure is answered like any other',
    (rules) => {
      expect(dueAfter(state(attempting(4), 4), failed, MIDDLE, rules)).toBe(4_000);
    },
  );
});

function dueAfter(from: State, event: Event, draw: number, rules: ReconnectRules): number {
  const { phase } = next(from, event, { ms: 0, draw }, rules).state;
  return phase.name === 'waiting' ? phase.dueAtMs : NaN;
}
