/** When a connection is attempted, and when that is given up: pure, and told the time and the draw for the jitter. */

import * as breakers from './breaker';
import type { SignallingRules } from './rules';

export interface ReconnectRules extends breakers.BreakerRules {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  readonly jitter: number;
  readonly cooldownMs: number | null; // after the last attempt; null: it was the last for good
}

/** `attempt` 0 is the connection that began it all; 1 is the first that answers a failure. */
export type Phase =
  | { readonly name: 'idle' | 'connected' | 'gave-up' | 'closed' }
  | { readonly name: 'attempting'; readonly attempt: number }
  | { readonly name: 'waiting'; readonly attempt: number; readonly dueAtMs: number; readonly why: Why };

/** What a wait is for: the usual delay, an open breaker, or a cooldown between two rounds of attempts. */
export type Why = 'backoff' | 'breaker' | 'cooldown';

export interface State {
  readonly phase: Phase;
  readonly breaker: breakers.Breaker;
}

export type Event =
  | { readonly type: 'begun' }
  | { readonly type: 'connected' }
  | { readonly type: 'failed' } // an attempt
  | { readonly type: 'lost' } // a connection that stood
  | { readonly type: 'woken' }
  | { readonly type: 'closed' }; // for good, by us

export type Command =
  | { readonly type: 'open'; readonly attempt: number }
  | { readonly type: 'drop' } // what is open, or being opened
  | { readonly type: 'wake'; readonly atMs: number };

export interface Step {
  readonly state: State;
  readonly commands: readonly Command[];
}

/** When an event came, and a number drawn evenly from [0, 1) for the delay that it may lead to. */
export interface Moment {
  readonly ms: number;
  readonly draw: number;
}

export const IDLE: State = { phase: { name: 'idle' }, breaker: breakers.CLOSED };

/** The streaming connection gives up after its last attempt, and has a breaker. */
export function streamingRules(rules: SignallingRules, breaker: boolean): ReconnectRules {
  return { ...rules, cooldownMs: null, breakerFailures: breaker ? rules.breakerFailures : Infinity };
}

/** The chat's connection rests after its last attempt and begins anew, and has no breaker. */
export function chatRules(rules: SignallingRules): ReconnectRules {
  return { ...rules, cooldownMs: rules.chatCooldownMs, breakerFailures: Infinity };
}

/** What an event changes, and what is to be done about it. An event that does not fit the state changes nothing. */
export function next(state: State, event: Event, now: Moment, rules: ReconnectRules): Step {
  const { phase, breaker } = state;
  switch (event.type) {
    case 'begun':
      return phase.name === 'idle' ? open(breaker, 0, now, rules) : stay(state);
    case 'connected':
      if (phase.name !== 'attempting') return stay(state);
      return stay({ phase: { name: 'connected' }, breaker: breakers.next(breaker, 'succeeded', now.ms, rules) });
    case 'failed':
      return phase.name === 'attempting' ? fail(breaker, phase.attempt, now, rules) : stay(state);
    case 'lost':
      return phase.name === 'connected' ? wait(breaker, { attempt: 1, restMs: 0 }, now, rules) : stay(state);
    case 'woken':
      return phase.name === 'waiting' ? wake(state, phase, now, rules) : stay(state);
    case 'closed':
      return close(state);
  }
}

/** The bounds of the delay before an attempt: half-way between them is the delay without jitter. */
export function delayBoundsMs(attempt: number, rules: ReconnectRules): readonly [number, number] {
  const middleMs = Math.min(rules.firstDelayMs * 2 ** (attempt - 1), rules.longestDelayMs);
  return [middleMs * (1 - rules.jitter), middleMs * (1 + rules.jitter)];
}

function open(breaker: breakers.Breaker, attempt: number, now: Moment, rules: ReconnectRules): Step {
  return {
    state: { phase: { name: 'attempting', attempt }, breaker: breakers.next(breaker, 'attempted', now.ms, rules) },
    commands: [{ type: 'open', attempt }],
  };
}

function fail(before: breakers.Breaker, failed: number, now: Moment, rules: ReconnectRules): Step {
  const breaker = breakers.next(before, 'failed', now.ms, rules);
  if (failed < rules.attempts) return wait(breaker, { attempt: failed + 1, restMs: 0 }, now, rules);
  if (rules.cooldownMs !== null) return wait(breaker, { attempt: 1, restMs: rules.cooldownMs }, now, rules);
  return { state: { phase: { name: 'gave-up' }, breaker }, commands: [{ type: 'drop' }] };
}

/** `restMs` is the least that the wait takes. */
function wait(
  breaker: breakers.Breaker,
  { attempt, restMs }: { attempt: number; restMs: number },
  now: Moment,
  rules: ReconnectRules,
): Step {
  const [shortestMs, longestMs] = delayBoundsMs(attempt, rules);
  const usualMs = now.ms + shortestMs + now.draw * (longestMs - shortestMs);
  const [restedMs, freeMs] = [now.ms + restMs, breakers.freeAtMs(breaker)];
  const dueAtMs = Math.max(usualMs, restedMs, freeMs);
  const why = dueAtMs === usualMs ? 'backoff' : dueAtMs === freeMs ? 'breaker' : 'cooldown';
  return {
    state: { phase: { name: 'waiting', attempt, dueAtMs, why }, breaker },
    commands: [{ type: 'drop' }, { type: 'wake', atMs: dueAtMs }],
  };
}

function wake(state: State, phase: Phase & { name: 'waiting' }, now: Moment, rules: ReconnectRules): Step {
  if (now.ms < phase.dueAtMs) return { state, commands: [{ type: 'wake', atMs: phase.dueAtMs }] };
  return open(state.breaker, phase.attempt, now, rules);
}

function close(state: State): Step {
  if (state.phase.name === 'closed') return stay(state);
  return { state: { ...state, phase: { name: 'closed' } }, commands: [{ type: 'drop' }] };
}

function stay(state: State): Step {
  return { state, commands: [] };
}
