import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Command, type Event, IDLE, type Mode, next, type State } from '../../src/policies/flvRetry';
import { RULES, rulesWith } from '../../src/rules';

const flv = (retry: number, steadySinceMs: number | null = null): State => ({ phase: 'flv', retry, steadySinceMs });
const backoff = (retry: number, dueAtMs: number): State => ({ phase: 'backoff', retry, dueAtMs });
const HLS: State = { phase: 'hls', first: 'flv' };
const HLS_ALONE: State = { phase: 'hls', first: 'hls' };
const FAILED: State = { phase: 'failed', first: 'flv' };
const pause = (first: Mode, dueAtMs: number): State => ({ phase: 'pause', first, dueAtMs });

const open = (engine: Mode): Command => ({ type: 'open', engine });
const wake = (atMs: number): Command => ({ type: 'wake', atMs });
const CLOSE: Command = { type: 'close' };

const begun = (mode: Mode): Event => ({ type: 'begun', mode });
const PLAYING: Event = { type: 'playing' };
const STARVED: Event = { type: 'starved' };
const FAILURE: Event = { type: 'failed', wasLive: true };
const NEVER_LIVE: Event = { type: 'failed', wasLive: false };
const WOKEN: Event = { type: 'woken' };
const RECONNECT: Event = { type: 'reconnect' };
const GAVE_UP: Event = { type: 'gaveUp' };
const ASKED_AGAIN: Event = { type: 'askedAgain' };

/** From a state, an event at a time leads to a state and commands. */
const TRANSITIONS: [string, State, Event, number, State, Command[]][] = [
  ['opens FLV first', IDLE, begun('flv'), 0, flv(0), [open('flv')]],
  ['opens HLS alone when told so', IDLE, begun('hls'), 0, HLS_ALONE, [open('hls')]],

  ['waits 1 s after the first failure', flv(0), FAILURE, 500, backoff(1, 1_500), [CLOSE, wake(1_500)]],
  ['waits 2 s after the first retry failed', flv(1), FAILURE, 500, backoff(2, 2_500), [CLOSE, wake(2_500)]],
  ['waits 4 s after the second', flv(2), FAILURE, 500, backoff(3, 4_500), [CLOSE, wake(4_500)]],
  ['goes over to HLS after the third', flv(3), FAILURE, 500, HLS, [CLOSE, open('hls')]],
  ['opens FLV again when it is time', backoff(2, 2_500), WOKEN, 2_500, flv(2), [open('flv')]],
  ['opens FLV again when it is late', backoff(2, 2_500), WOKEN, 2_507, flv(2), [open('flv')]],
  ['waits on when woken early', backoff(2, 2_500), WOKEN, 2_499, backoff(2, 2_500), [wake(2_500)]],

  ['notes since when FLV plays', flv(1), PLAYING, 700, flv(1, 700), []],
  ['keeps the time at which it began to play', flv(1, 700), PLAYING, 900, flv(1, 700), []],
  ['forgets it when data runs out', flv(1, 700), STARVED, 900, flv(1), []],
  ['counts on after short play', flv(2, 1_000), FAILURE, 10_999, backoff(3, 14_999), [CLOSE, wake(14_999)]],
  ['counts anew after 10 s of play', flv(2, 1_000), FAILURE, 11_000, backoff(1, 12_000), [CLOSE, wake(12_000)]],
  ['counts on when data runs out sooner', flv(3, 0), STARVED, 9_999, flv(3), []],
  ['counts anew when data runs out after 10 s', flv(3, 0), STARVED, 10_000, flv(0), []],
  ['counts anew when it is opened anew after 10 s', flv(3, 0), RECONNECT, 10_000, flv(0), [CLOSE, open('flv')]],
  ['retries again after 10 s of the last retry', flv(3, 0), FAILURE, 10_000, backoff(1, 11_000), [CLOSE, wake(11_000)]],

  ['gives up when HLS fails', HLS, FAILURE, 0, FAILED, [CLOSE]],
  ['gives up HLS alone', HLS_ALONE, FAILURE, 0, { phase: 'failed', first: 'hls' }, [CLOSE]],

  ['retries FLV that was never live', flv(0), NEVER_LIVE, 500, backoff(1, 1_500), [CLOSE, wake(1_500)]],
  ['goes over to HLS that was never live', flv(3), NEVER_LIVE, 500, HLS, [CLOSE, open('hls')]],
  ['rests when that was never live either', HLS, NEVER_LIVE, 500, pause('flv', 5_500), [CLOSE, wake(5_500)]],
  ['rests when HLS alone was not', HLS_ALONE, NEVER_LIVE, 500, pause('hls', 5_500), [CLOSE, wake(5_500)]],
  ['rests on when woken early', pause('flv', 5_500), WOKEN, 5_499, pause('flv', 5_500), [wake(5_500)]],
  ['begins again with FLV after the rest', pause('flv', 5_500), WOKEN, 5_500, flv(0), [open('flv')]],
  ['begins again with HLS alone', pause('hls', 5_500), WOKEN, 5_501, HLS_ALONE, [open('hls')]],
  ['gives up while it rests', pause('hls', 5_500), GAVE_UP, 900, { phase: 'failed', first: 'hls' }, []],

  ['begins again when asked to', FAILED, ASKED_AGAIN, 900, flv(0), [open('flv')]],
  ['begins HLS alone again', { phase: 'failed', first: 'hls' }, ASKED_AGAIN, 900, HLS_ALONE, [open('hls')]],

  ['opens FLV again at once', flv(2, 700), RECONNECT, 900, flv(2), [CLOSE, open('flv')]],
  ['opens HLS again at once', HLS, RECONNECT, 900, HLS, [CLOSE, open('hls')]],
  ['gives up FLV', flv(1), GAVE_UP, 900, FAILED, [CLOSE]],
  ['gives up HLS', HLS, GAVE_UP, 900, FAILED, [CLOSE]],
  ['gives up what it waits for', backoff(1, 1_000), GAVE_UP, 900, FAILED, []],
];

/** Events that have no meaning in a state leave it alone. */
const IGNORED: [State, Event[]][] = [
  [IDLE, [PLAYING, STARVED, FAILURE, NEVER_LIVE, WOKEN, RECONNECT, GAVE_UP, ASKED_AGAIN]],
  [flv(1), [begun('flv'), WOKEN, ASKED_AGAIN]],
  [backoff(1, 1_000), [begun('flv'), PLAYING, STARVED, FAILURE, RECONNECT, ASKED_AGAIN]],
  [HLS, [begun('hls'), PLAYING, STARVED, WOKEN, ASKED_AGAIN]],
  [pause('flv', 1_000), [begun('flv'), PLAYING, STARVED, FAILURE, NEVER_LIVE, RECONNECT, ASKED_AGAIN]],
  [FAILED, [begun('flv'), PLAYING, STARVED, FAILURE, WOKEN, RECONNECT, GAVE_UP]],
];

describe('the retry of FLV', () => {
  // eslint-disable-next-line max-params -- one for each column of the table above
  test.each(TRANSITIONS)('%s', (_, state, event, nowMs, expected, commands) => {
    expect(next(state, event, nowMs)).toEqual({ state: expected, commands });
  });

  test.each(
    IGNORED.flatMap(([state, events]) => events.map((event) => [event.type, state.phase, state, event] as const)),
  )('pays no heed to "%s" in phase "%s"', (_type, _phase, state, event) => {
    expect(next(state, event, 500)).toEqual({ state, commands: [] });
  });

  test('asks for FLV four times, 1, 2 and 4 s after each failure, and then for HLS', () => {
    const asked: [number, string][] = [];
    let [state, nowMs, event]: [State, number, Event] = [IDLE, 0, begun('flv')];
    while (state.phase !== 'hls') {
      const step = next(state, event, nowMs);
      state = step.state;
      event = FAILURE;
      for (const command of step.commands) {
        if (command.type === 'open') asked.push([nowMs, command.engine]);
        if (command.type === 'wake') [nowMs, event] = [command.atMs, WOKEN];
      }
    }
    expect(asked).toEqual([
      [0, 'flv'],
      [1_000, 'flv'],
      [3_000, 'flv'],
      [7_000, 'flv'],
      [7_000, 'hls'],
    ]);
  });

  test('without fallback it gives up after the last retry', () => {
    expect(next(flv(3), FAILURE, 0, rulesWith('no-fallback'))).toEqual({ state: FAILED, commands: [CLOSE] });
  });

  test('without fallback it rests after the last retry of what was never live', () => {
    const step = next(flv(3), NEVER_LIVE, 0, rulesWith('no-fallback'));
    expect(step).toEqual({ state: pause('flv', 5_000), commands: [CLOSE, wake(5_000)] });
  });

  test.each([
    [FAILURE, backoff(3, 64_000)],
    [STARVED, flv(2)],
    [RECONNECT, flv(2)],
  ])('without a reset it counts on after steady play: %o', (event, expected) => {
    expect(next(flv(2, 0), event, 60_000, rulesWith('no-retry-reset')).state).toEqual(expected);
  });

  test('never has two engines open, nor more retries than there are delays, whatever happens', () => {
    const event = fc.oneof(
      fc.constantFrom(PLAYING, STARVED, FAILURE, NEVER_LIVE, WOKEN, RECONNECT, GAVE_UP, ASKED_AGAIN),
      fc.constant(begun('flv')),
    );
    const history = fc.array(fc.tuple(event, fc.integer({ min: 0, max: 12_000 })), { maxLength: 60 });
    fc.assert(
      fc.property(history, (events) => {
        let [state, nowMs, opened]: [State, number, number] = [IDLE, 0, 0];
        for (const [happened, laterMs] of events) {
          nowMs += laterMs;
          const step = next(state, happened, nowMs);
          state = step.state;
          for (const { type } of step.commands) opened += type === 'open' ? 1 : type === 'close' ? -1 : 0;
          expect(opened).toBe(state.phase === 'flv' || state.phase === 'hls' ? 1 : 0);
          if ('retry' in state) expect(state.retry).toBeLessThanOrEqual(RULES.retryDelaysMs.length);
        }
      }),
    );
  });
});
