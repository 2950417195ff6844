/** The numbers that the player goes by, and how it misbehaves on purpose when it is told to: one switch a rule. */

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
}

export const RULES: Rules = {
  retryDelaysMs: [1_000, 2_000, 4_000],
  fallsBack: true,
  steadyMs: 10_000,
  stillLooks: 5,
  reconnects: 5,
  spinnerAfterMs: 2_000,
  recoversTab: true,
};

const BROKEN = {
  'no-fallback': { fallsBack: false },
  'no-backoff': { retryDelaysMs: [1_000, 1_000, 1_000] },
  'no-retry-reset': { steadyMs: Infinity },
  'no-watchdog': { stillLooks: Infinity },
  'forever-retry': { reconnects: Infinity },
  'no-debounce': { spinnerAfterMs: 0 },
  'no-tab-recovery': { recoversTab: false },
} satisfies Record<string, Partial<Rules>>;

export type Defect = keyof typeof BROKEN;
export const DEFECTS = Object.keys(BROKEN) as readonly Defect[];

export function isDefect(name: string): name is Defect {
  return name in BROKEN;
}

/** The rules with one of them broken; all as they should be without a defect. */
export function rulesWith(defect: Defect | null): Rules {
  return defect === null ? RULES : { ...RULES, ...BROKEN[defect] };
}
