/** When to open FLV, when to open it again, and when to go over to HLS: pure, and told the time. */

export type Mode = 'flv' | 'hls';

export type State =
  | { readonly phase: 'idle' }
  /** FLV is open; `retry` 0 is the first connection. `steadySinceMs` is null until it plays and while it lacks data. */
  | { readonly phase: 'flv'; readonly retry: number; readonly steadySinceMs: number | null }
  | { readonly phase: 'backoff'; readonly retry: number; readonly dueAtMs: number }
  | { readonly phase: 'hls' }
  | { readonly phase: 'failed' };

export type Event =
  | { readonly type: 'begun'; readonly mode: Mode }
  | { readonly type: 'playing' }
  | { readonly type: 'starved' } // playback stopped for lack of data
  | { readonly type: 'failed' } // of whatever engine is open: an error, a refusal or a clean end
  | { readonly type: 'woken' };

export type Command =
  | { readonly type: 'open'; readonly engine: Mode }
  | { readonly type: 'close' }
  | { readonly type: 'wake'; readonly atMs: number };

export interface Step {
  readonly state: State;
  readonly commands: readonly Command[];
}

/** How long to wait before each retry, counted from the failure that it answers. */
export const RETRY_DELAYS_MS = [1_000, 2_000, 4_000] as const;
export const RETRIES = RETRY_DELAYS_MS.length;
/** Play that lasted this long starts the counting of retries anew. */
export const STEADY_MS = 10_000;

export const IDLE: State = { phase: 'idle' };

/** What an event changes, and what is to be done about it. An event that does not fit the state changes nothing. */
export function next(state: State, event: Event, nowMs: number): Step {
  switch (event.type) {
    case 'begun':
      return state.phase === 'idle' ? begin(event.mode) : stay(state);
    case 'playing':
      return stay(state.phase === 'flv' ? { ...state, steadySinceMs: state.steadySinceMs ?? nowMs } : state);
    case 'starved':
      return stay(state.phase === 'flv' ? { ...state, steadySinceMs: null } : state);
    case 'failed':
      return fail(state, nowMs);
    case 'woken':
      return state.phase === 'backoff' ? wake(state, nowMs) : stay(state);
  }
}

function begin(mode: Mode): Step {
  const state: State = mode === 'flv' ? { phase: 'flv', retry: 0, steadySinceMs: null } : { phase: 'hls' };
  return { state, commands: [{ type: 'open', engine: mode }] };
}

function fail(state: State, nowMs: number): Step {
  if (state.phase === 'hls') return { state: { phase: 'failed' }, commands: [{ type: 'close' }] };
  if (state.phase !== 'flv') return stay(state);
  const wasSteady = state.steadySinceMs !== null && nowMs - state.steadySinceMs >= STEADY_MS;
  const used = wasSteady ? 0 : state.retry;
  const delayMs = RETRY_DELAYS_MS[used];
  if (delayMs === undefined) {
    return { state: { phase: 'hls' }, commands: [{ type: 'close' }, { type: 'open', engine: 'hls' }] };
  }
  const dueAtMs = nowMs + delayMs;
  return {
    state: { phase: 'backoff', retry: used + 1, dueAtMs },
    commands: [{ type: 'close' }, { type: 'wake', atMs: dueAtMs }],
  };
}

function wake(state: Extract<State, { phase: 'backoff' }>, nowMs: number): Step {
  if (nowMs < state.dueAtMs) return { state, commands: [{ type: 'wake', atMs: state.dueAtMs }] };
  return {
    state: { phase: 'flv', retry: state.retry, steadySinceMs: null },
    commands: [{ type: 'open', engine: 'flv' }],
  };
}

function stay(state: State): Step {
  return { state, commands: [] };
}
