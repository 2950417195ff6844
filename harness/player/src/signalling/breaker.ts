/** A circuit breaker: after failures in a row nothing is attempted for a while, then one trial decides. Pure. */

import type { SignallingRules } from './rules';

export type Breaker =
  | { readonly phase: 'closed'; readonly failures: number } // in a row
  | { readonly phase: 'open'; readonly untilMs: number }
  | { readonly phase: 'half-open' }; // the trial is under way

export type BreakerEvent = 'attempted' | 'failed' | 'succeeded';
export type BreakerRules = Pick<SignallingRules, 'breakerFailures' | 'breakerOpenMs'>;

export const CLOSED: Breaker = { phase: 'closed', failures: 0 };

/** What an event changes. An attempt that an open breaker does not let through yet changes nothing. */
export function next(breaker: Breaker, event: BreakerEvent, nowMs: number, rules: BreakerRules): Breaker {
  switch (event) {
    case 'attempted':
      return breaker.phase === 'open' && nowMs >= breaker.untilMs ? { phase: 'half-open' } : breaker;
    case 'failed':
      return fail(breaker, nowMs, rules);
    case 'succeeded':
      return CLOSED;
  }
}

/** When the next attempt may be made; any time, unless the breaker is open. */
export function freeAtMs(breaker: Breaker): number {
  return breaker.phase === 'open' ? breaker.untilMs : -Infinity;
}

function fail(breaker: Breaker, nowMs: number, rules: BreakerRules): Breaker {
  if (breaker.phase === 'open') return breaker;
  const failures = breaker.phase === 'closed' ? breaker.failures + 1 : Infinity;
  if (failures < rules.breakerFailures) return { phase: 'closed', failures };
  return rules.breakerFailures === Infinity ? breaker : { phase: 'open', untilMs: nowMs + rules.breakerOpenMs };
}
