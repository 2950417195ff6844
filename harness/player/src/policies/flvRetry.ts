/** When to open FLV, when to open it again, and when to go over to HLS: pure, and told the time. */

import { RULES, type Rules } from '../rules';

export type Mode = 'flv' | 'hls';

/** FLV is open; `retry` 0 is the first connection. `steadySinceMs` is null until it plays and while it lacks data. */
interface Flv {
  readonly phase: 'flv';
  readonly retry: number;
  readonly steadySinceMs: number | null;
}

export type State =
  | { readonly phase: 'idle' }
  | Flv
  | { readonly phase: 'backoff'; readonly retry: number; readonly dueAtMs: number }
  | { readonly phase: 'hls'; readonly first: Mode } // `first`: what a beginning begins with
  /** Nothing could be played and nothing ever was: the stream has not begun, and is asked for again, slowly. */
  | { readonly phase: 'pause'; readonly first: Mode; readonly dueAtMs: number }
  | { readonly phase: 'failed'; readonly first: Mode };

export type Event =
  | { readonly type: 'begun'; readonly mode: Mode }
  | { readonly type: 'playing' }
  | { readonly type: 'starved' } // playback stopped for lack of data
  /** Of whatever engine is open: an error, a refusal or a clean end. `wasLive`: any engine has played before. */
  | { readonly type: 'failed'; readonly wasLive: boolean }
  | { readonly type: 'reconnect' } // whatever engine is open is opened again at once
  | { readonly type: 'gaveUp' }
  | { readonly type: 'askedAgain' } // by the viewer, after the player gave up
  | { readonly type: 'woken' };

export type Command =
  | { readonly type: 'open'; readonly engine: Mode }
  | { readonly type: 'close' }
  | { readonly type: 'wake'; readonly atMs: number };

export interface Step {
  readonly state: State;
  readonly commands: readonly Command[];
}

export const IDLE: State = { phase: 'idle' };

/** What an event changes, and what is to be done about it. An event that does not fit the state changes nothing. */
export function next(state: State, event: Event, nowMs: number, rules: Rules = RULES): Step {
  switch (event.type) {
    case 'begun':
      return state.phase === 'idle' ? begin(event.mode) : stay(state);
    case 'playing':
      return stay(state.phase === 'flv' ? { ...state, steadySinceMs: state.steadySinceMs ?? nowMs } : state);
    case 'starved':
      return stay(state.phase === 'flv' ? unsteady(state, nowMs, rules) : state);
    case 'failed':
      return fail(state, event.wasLive, nowMs, rules);
    case 'reconnect':
      return reopen(state, nowMs, rules);
    case 'gaveUp':
      return giveUp(state);
    case 'askedAgain':
      return state.phase === 'failed' ? begin(state.first) : stay(state);
    case 'woken':
      return wake(state, nowMs);
  }
}

/** Which retry a state is in or waits for; 0 outside of retries. */
export function retryOf(state: State): number {
  return 'retry' in state ? state.retry : 0;
}

function begin(mode: Mode): Step {
  const state: State = mode === 'flv' ? { phase: 'flv', retry: 0, steadySinceMs: null } : { phase: 'hls', first: mode };
  return { state, commands: [{ type: 'open', engine: mode }] };
}

function fail(state: State, wasLive: boolean, nowMs: number, rules: Rules): Step {
  if (state.phase === 'hls') return wasLive ? giveUp(state) : pause(state.first, nowMs, rules);
  if (state.phase !== 'flv') return stay(state);
  const used = usedBy(state, nowMs, rules);
  const delayMs = rules.retryDelaysMs[used];
  if (delayMs === undefined && !rules.fallsBack) return wasLive ? giveUp(state) : pause('flv', nowMs, rules);
  if (delayMs === undefined) {
    return { state: { phase: 'hls', first: 'flv' }, commands: [{ type: 'close' }, { type: 'open', engine: 'hls' }] };
  }
  const dueAtMs = nowMs + delayMs;
  return {
    state: { phase: 'backoff', retry: used + 1, dueAtMs },
    commands: [{ type: 'close' }, { type: 'wake', atMs: dueAtMs }],
  };
}

function pause(first: Mode, nowMs: number, rules: Rules): Step {
  const dueAtMs = nowMs + rules.beginAgainMs;
  return { state: { phase: 'pause', first, dueAtMs }, commands: [{ type: 'close' }, { type: 'wake', atMs: dueAtMs }] };
}

function wake(state: State, nowMs: number): Step {
  if (state.phase !== 'backoff' && state.phase !== 'pause') return stay(state);
  if (nowMs < state.dueAtMs) return { state, commands: [{ type: 'wake', atMs: state.dueAtMs }] };
  if (state.phase === 'pause') return begin(state.first);
  return {
    state: { phase: 'flv', retry: state.retry, steadySinceMs: null },
    commands: [{ type: 'open', engine: 'flv' }],
  };
}

function reopen(state: State, nowMs: number, rules: Rules): Step {
  if (state.phase !== 'flv' && state.phase !== 'hls') return stay(state);
  const again = state.phase === 'flv' ? unsteady(state, nowMs, rules) : state;
  return { state: again, commands: [{ type: 'close' }, { type: 'open', engine: state.phase }] };
}

/** FLV that plays no longer: what it has played counts for the retries. */
function unsteady(state: Flv, nowMs: number, rules: Rules): Flv {
  return { ...state, retry: usedBy(state, nowMs, rules), steadySinceMs: null };
}

/** The retries since FLV last played steadily. */
function usedBy({ retry, steadySinceMs }: Flv, nowMs: number, rules: Rules): number {
  return steadySinceMs !== null && nowMs - steadySinceMs >= rules.steadyMs ? 0 : retry;
}

function giveUp(state: State): Step {
  if (state.phase === 'idle' || state.phase === 'failed') return stay(state);
  const isOpen = state.phase === 'flv' || state.phase === 'hls';
  const first = 'first' in state ? state.first : 'flv';
  return { state: { phase: 'failed', first }, commands: isOpen ? [{ type: 'close' }] : [] };
}

function stay(state: State): Step {
  return { state, commands: [] };
}
