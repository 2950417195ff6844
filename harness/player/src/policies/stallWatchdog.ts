/** Tells when the picture has stood still for too long: pure, and told once a second where the playhead is. */

import { RULES, type Rules } from '../rules';

export interface State {
  readonly positionS: number | null; // at the last look; null before the first
  readonly stillLooks: number; // in a row that found the playhead where it was
}

export interface Step {
  readonly state: State;
  readonly stalled: boolean;
}

export const LOOK_EVERY_MS = 1_000;
export const FRESH: State = { positionS: null, stillLooks: 0 };

/** What a look teaches. A watchdog that has barked begins anew. */
export function look(state: State, positionS: number, rules: Rules = RULES): Step {
  if (positionS !== state.positionS) return { state: { positionS, stillLooks: 0 }, stalled: false };
  const stillLooks = state.stillLooks + 1;
  if (stillLooks >= rules.stillLooks) return { state: FRESH, stalled: true };
  return { state: { positionS, stillLooks }, stalled: false };
}
