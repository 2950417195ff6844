/** How fast the page's main thread works: pieces of a fixed piece of arithmetic that it does in a millisecond. */

import { nowMs } from './native';

const WORK_MS = 1; // long enough to hold several of the pauses by which a browser slows a thread down
const TURNS = 1_000; // in a piece: some 10 µs

let seed = 1; // kept, so that no compiler leaves the work out

/** Pieces a second, over one millisecond; to be compared within one document only, for code is made faster as it runs. */
export function speedNow(): number {
  const beganAtMs = nowMs();
  let pieces = 0;
  let atMs: number;
  do {
    for (let turn = 0; turn < TURNS; turn++) seed = Math.imul(seed ^ (seed >>> 13), 1_274_126_177) | 0;
    pieces += 1;
    atMs = nowMs();
  } while (atMs - beganAtMs < WORK_MS);
  return (pieces / (atMs - beganAtMs)) * 1_000;
}
