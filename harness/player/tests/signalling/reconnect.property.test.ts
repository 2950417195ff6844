import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chatRules,
  type Command,
  delayBoundsMs,
  type Event,
  IDLE,
  next,
  type ReconnectRules,
  streamingRules,
} from '../../src/signalling/reconnect';
import { SIGNALLING_RULES } from '../../src/signalling/rules';

const HAPPENINGS = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.nat(1_000), fc.nat(70_000)),
    draw: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    type: fc.oneof(
      { weight: 40, arbitrary: fc.constant('failed' as const) },
      fc.constantFrom('connected' as const, 'lost' as const, 'woken' as const, 'begun' as const),
    ),
  }),
  { minLength: 60, maxLength: 120 },
);
type Happening = (typeof HAPPENINGS extends fc.Arbitrary<infer All> ? All : never)[number];

/** What an observer saw: attempts and what became of them, with nothing taken from the policy but its commands. */
interface Seen {
  readonly what: 'attempted' | 'failed' | 'lost' | 'connected';
  readonly atMs: number;
}

/** Lets things happen on a simulated clock, the wakings that the policy asked for among them. */
function observe(happenings: readonly Happening[], rules: ReconnectRules): readonly Seen[] {
  const seen: Seen[] = [];
  let [state, nowMs, wakeAtMs, is] = [IDLE, 0, Infinity, 'down' as 'down' | 'attempting' | 'up'];
  const obey = (command: Command): void => {
    if (command.type === 'wake') wakeAtMs = command.atMs;
    if (command.type !== 'open') return;
    expect(is).toBe('down'); // never two sockets at once
    is = 'attempting';
    seen.push({ what: 'attempted', atMs: nowMs });
  };
  const take = (type: Exclude<Event['type'], 'closed'>, draw: number): void => {
    if ((is === 'attempting' && (type === 'failed' || type === 'connected')) || (is === 'up' && type === 'lost')) {
      seen.push({ what: type, atMs: nowMs });
      is = type === 'connected' ? 'up' : 'down';
    }
    const step = next(state, { type }, { ms: nowMs, draw }, rules);
    state = step.state;
    step.commands.forEach(obey);
  };
  take('begun', 0);
  for (const { afterMs, draw, type } of happenings) {
    const thenMs = nowMs + afterMs;
    while (wakeAtMs <= thenMs) {
      [nowMs, wakeAtMs] = [wakeAtMs, Infinity];
      take('woken', draw);
    }
    nowMs = thenMs;
    take(type, draw);
  }
  return seen;
}

/** The failures since a connection last stood, told for each attempt that answers one. */
function attemptsOf(seen: readonly Seen[]): readonly { failures: number; delayMs: number; afterLoss: boolean }[] {
  let failures = 0;
  let wasLost = false;
  return seen.flatMap(({ what, atMs }, index) => {
    if (what === 'connected') [failures, wasLost] = [0, false];
    if (what === 'failed') failures += 1;
    if (what === 'lost') wasLost = true;
    const before = seen[index - 1];
    if (what !== 'attempted' || before === undefined) return [];
    return [{ failures, delayMs: atMs - before.atMs, afterLoss: wasLost }];
  });
}

const lies = (ms: number, [fromMs, toMs]: readonly [number, number]): boolean =>
  ms >= fromMs - 1e-6 && ms <= toMs + 1e-6;

test('in 100 of 100 runs a streaming connection keeps its delays, its breaker and its ten attempts', () => {
  const rules = streamingRules(SIGNALLING_RULES, true);
  let [trials, exhausted] = [0, 0];
  fc.assert(
    fc.property(HAPPENINGS, (happenings) => {
      const seen = observe(happenings, rules);
      for (const { failures, delayMs, afterLoss } of attemptsOf(seen)) {
        const attempt = afterLoss ? failures + 1 : failures; // the very first connection is no reconnect
        expect(attempt).toBeLessThanOrEqual(10);
        if (attempt === 10) exhausted += 1;
        if (failures >= 5) {
          trials += 1;
          expect(delayMs).toBeCloseTo(60_000); // one trial, and no other attempt in that time
        } else expect(lies(delayMs, delayBoundsMs(attempt, rules))).toBe(true);
      }
    }),
    { numRuns: 100, seed: 7 },
  );
  expect(Math.min(trials, exhausted)).toBeGreaterThan(10); // the runs did get there
});

test('in 100 of 100 runs a chat connection keeps its delays, and rests for 30 s after each ten attempts', () => {
  const rules = chatRules(SIGNALLING_RULES);
  let rests = 0;
  fc.assert(
    fc.property(HAPPENINGS, (happenings) => {
      for (const { failures, delayMs, afterLoss } of attemptsOf(observe(happenings, rules))) {
        const before = afterLoss ? failures : failures - 1; // attempts to reconnect that have failed
        const isRest = before > 0 && before % 10 === 0;
        if (isRest) rests += 1;
        if (isRest) expect(delayMs).toBeCloseTo(30_000);
        else expect(lies(delayMs, delayBoundsMs((before % 10) + 1, rules))).toBe(true);
      }
    }),
    { numRuns: 100, seed: 7 },
  );
  expect(rests).toBeGreaterThan(10);
});

test('a connection that gave up or was closed never attempts again, whatever happens', () => {
  const rules = streamingRules(SIGNALLING_RULES, true);
  const types: Event['type'][] = ['begun', 'connected', 'failed', 'lost', 'woken', 'closed'];
  fc.assert(
    fc.property(fc.constantFrom('gave-up', 'closed'), fc.array(fc.constantFrom(...types)), (name, events) => {
      let state = { ...IDLE, phase: { name } as const };
      for (const type of events) {
        const step = next(state, { type }, { ms: 0, draw: 0 }, rules);
        expect(step.commands.every((command) => command.type === 'drop')).toBe(true);
        state = step.state as typeof state;
      }
    }),
  );
});
