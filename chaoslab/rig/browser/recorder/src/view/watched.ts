/** What is kept of a video element between two looks at it, and when the next one is due. */

import { nowMs } from '../native';
import type { Memory } from './look';
import type { View } from './tally';

const LOOK_MS = 250; // for what follows a change: transitions
const FOLLOWS_MS = 1_000;
const QUIET_LOOK_MS = 1_000; // for what no change tells: animations, what the pointer hovers over
const HALF_TICK_MS = 25;
const REST = 200; // times as long as a look takes, before the next: 0.5 % of the page's time while it changes all along
const LONGEST_REST_MS = 500;
const FIRST_COST_MS = 0.3;

export interface Watched extends Memory {
  readonly media: number;
  readonly weak: WeakRef<HTMLVideoElement>;
  clear: boolean; // the browser says that all of it is in the viewport and nothing over it
  changedAtMs: number | null; // since the last look
  sighted: boolean; // the browser's word has changed since the last look
  lookedAtMs: number;
  thoroughAtMs: number; // when nothing can have been overlooked
  costMs: number; // of a look
  thoroughCostMs: number;
  restUntilMs: number;
  thoroughRestUntilMs: number;
  told: View | null;
  toldAtMs: number;
}

export function newWatched(media: number, video: HTMLVideoElement): Watched {
  const atMs = nowMs();
  return {
    media,
    weak: new WeakRef(video),
    untouchable: [],
    clear: false,
    changedAtMs: null,
    lookedAtMs: atMs,
    sighted: true,
    thoroughAtMs: -Infinity,
    costMs: FIRST_COST_MS,
    thoroughCostMs: FIRST_COST_MS,
    restUntilMs: 0,
    thoroughRestUntilMs: 0,
    told: null,
    toldAtMs: atMs,
  };
}

export function isDue(
  { changedAtMs, sighted, lookedAtMs, restUntilMs }: Watched,
  atMs: number,
  mutatedAtMs: number,
): boolean {
  if (atMs < restUntilMs) return false;
  const pace = atMs - mutatedAtMs < FOLLOWS_MS ? LOOK_MS : QUIET_LOOK_MS;
  return sighted || changedAtMs !== null || atMs - lookedAtMs >= pace - HALF_TICK_MS;
}

/** Rest after a look. One that took longer than any before counts by halves: something else may have held it up. */
export function rest(watched: Watched, atMs: number, tookMs: number, thorough: boolean): void {
  if (thorough) {
    watched.thoroughCostMs = Math.min(tookMs, watched.thoroughCostMs * 2);
    watched.thoroughRestUntilMs = atMs + watched.thoroughCostMs * REST * 2;
  } else {
    watched.costMs = Math.min(tookMs, watched.costMs * 2);
    watched.restUntilMs = atMs + Math.min(watched.costMs * REST, LONGEST_REST_MS);
  }
}
