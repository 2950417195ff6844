/** The numbers that the player goes by, and how it misbehaves on purpose when it is told to: one switch a rule. */

import { SIGNALLING_BROKEN, SIGNALLING_RULES, type SignallingRules } from './signalling/rules';

export interface Rules {
  /** How long to wait before each retry of FLV, counted from the failure that it answers. */
  readonly retryDelaysMs: readonly number[];
  readonly fallsBack: boolean; // to HLS, once all retries have failed
  /** Play that lasted this long starts the counting of retries and reconnects anew. */
  readonly steadyMs: number;
  /** Looks, one a second, at a picture that stands before the stream is opened again. */
  readonly stillLooks: number;
  readonly reconnects: number; // without steady play between them, before the player gives up
  readonly spinnerAfterMs: number; // of waiting for data
  readonly recoversTab: boolean; // when its tab comes back to the front
  readonly waitingAfterMs: number; // of connecting: then it is said that the stream has not begun
  readonly beginAgainMs: number; // of rest, when neither FLV nor HLS had a stream that never began
  readonly knowsUnbegun: boolean; // a stream that never began is waited for, not called one that was lost
  readonly chasesLive: boolean; // what has fallen behind the live edge catches up
  readonly signalling: SignallingRules;
}

export const RULES: Rules = {
  retryDelaysMs: [1_000, 2_000, 4_000],
  fallsBack: true,
  steadyMs: 10_000,
  stillLooks: 5,
  reconnects: 5,
  spinnerAfterMs: 2_000,
  recoversTab: true,
  waitingAfterMs: 3_000,
  beginAgainMs: 5_000,
  knowsUnbegun: true,
  chasesLive: true,
  signalling: SIGNALLING_RULES,
};

const BROKEN = {
  'no-fallback': { fallsBack: false },
  'no-backoff': { retryDelaysMs: [1_000, 1_000, 1_000] },
  'no-retry-reset': { steadyMs: Infinity },
  'no-watchdog': { stillLooks: Infinity },
  'forever-retry': { reconnects: Infinity },
  'no-debounce': { spinnerAfterMs: 0 },
  'no-tab-recovery': { recoversTab: false },
  'always-retrying': { knowsUnbegun: false },
  'stale-events': signallingWith('stale-events'),
  'no-live-edge': { chasesLive: false },
  'no-socket-backoff': signallingWith('no-socket-backoff'),
  'no-cooldown': signallingWith('no-cooldown'),
  'no-breaker': signallingWith('no-breaker'),
  'no-jitter': signallingWith('no-jitter'),
  'no-rejoin': signallingWith('no-rejoin'),
} satisfies Record<string, Partial<Rules>>;

export type Defect = keyof typeof BROKEN;
export const DEFECTS = Object.keys(BROKEN) as readonly Defect[];

export function isDefect(name: string): name is Defect {
  return Object.hasOwn(BROKEN, name);
}

/** The rules with one of them broken; all as they should be without a defect. */
export function rulesWith(defect: Defect | null): Rules {
  return defect === null ? RULES : { ...RULES, ...BROKEN[defect] };
}

function signallingWith(defect: keyof typeof SIGNALLING_BROKEN): Pick<Rules, 'signalling'> {
  return { signalling: { ...SIGNALLING_RULES, ...SIGNALLING_BROKEN[defect] } };
}
