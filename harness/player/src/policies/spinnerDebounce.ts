/** When to show that the stream is buffering: only once it has lasted, so that short waits do not flicker. Pure. */

import { RULES, type Rules } from '../rules';

export type State =
  { readonly phase: 'quiet' } | { readonly phase: 'due'; readonly atMs: number } | { readonly phase: 'shown' };

export type Event = { readonly type: 'starved' } | { readonly type: 'relieved' } | { readonly type: 'woken' };

export interface Step {
  readonly state: State;
  readonly wakeAtMs: number | null;
}

export const QUIET: State = { phase: 'quiet' };

export function next(state: State, event: Event, nowMs: number, rules: Rules = RULES): Step {
  if (event.type === 'relieved') return { state: QUIET, wakeAtMs: null };
  if (event.type === 'starved') {
    if (state.phase !== 'quiet') return { state, wakeAtMs: null };
    const atMs = nowMs + rules.spinnerAfterMs;
    return { state: { phase: 'due', atMs }, wakeAtMs: atMs };
  }
  if (state.phase !== 'due') return { state, wakeAtMs: null };
  return nowMs < state.atMs ? { state, wakeAtMs: state.atMs } : { state: { phase: 'shown' }, wakeAtMs: null };
}
