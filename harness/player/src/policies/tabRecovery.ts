/** What to do when the player's tab comes back to the front: pure. */

import { RULES, type Rules } from '../rules';

export type Verdict = 'stay' | 'seek to live' | 'reload';

/** Where something is buffered it is old by now; where nothing can be played on with, waiting for more may be in vain. */
export function onReturn(wasLive: boolean, canPlayOn: boolean, rules: Rules = RULES): Verdict {
  if (!wasLive || !rules.recoversTab) return 'stay';
  return canPlayOn ? 'seek to live' : 'reload';
}
