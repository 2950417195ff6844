/** How often a stalled stream may be opened again before the player gives up: pure, and told the time. */

import { RULES, type Rules } from '../rules';

export interface State {
  readonly used: number; // reconnects since the stream last played steadily
  readonly steadySinceMs: number | null; // null until it plays, and while it lacks data
}

export type Event = { readonly type: 'playing' } | { readonly type: 'starved' } | { readonly type: 'stalled' };

export interface Step {
  readonly state: State;
  readonly verdict: 'go on' | 'reconnect' | 'give up';
}

export const FRESH: State = { used: 0, steadySinceMs: null };

export function next(state: State, event: Event, nowMs: number, rules: Rules = RULES): Step {
  switch (event.type) {
    case 'playing':
      return { state: { ...state, steadySinceMs: state.steadySinceMs ?? nowMs }, verdict: 'go on' };
    case 'starved':
      return { state: { used: usedBy(state, nowMs, rules), steadySinceMs: null }, verdict: 'go on' };
    case 'stalled': {
      const used = usedBy(state, nowMs, rules);
      if (used >= rules.reconnects) return { state: { used, steadySinceMs: null }, verdict: 'give up' };
      return { state: { used: used + 1, steadySinceMs: null }, verdict: 'reconnect' };
    }
  }
}

function usedBy({ used, steadySinceMs }: State, nowMs: number, rules: Rules): number {
  return steadySinceMs !== null && nowMs - steadySinceMs >= rules.steadyMs ? 0 : used;
}
