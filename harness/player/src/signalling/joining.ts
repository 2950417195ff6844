/** Asks to join until the server has answered: a lost answer, or a limit on joins, must not leave a viewer outside. */

import { askAgainAfterMs } from './wire';

export const AGAIN_AFTER_MS = 1_000;

/** Returns what stops it; nothing is asked or told afterwards. */
export function joinUntilAnswered(ask: () => Promise<unknown>, answered: (answer: unknown) => void): () => void {
  let isStopped = false;
  let timer: number | undefined;
  const once = async (): Promise<void> => {
    const answer = await ask();
    if (isStopped) return;
    const againMs = askAgainAfterMs(answer, AGAIN_AFTER_MS);
    if (againMs === null) answered(answer);
    else timer = window.setTimeout(() => void once(), againMs);
  };
  void once();
  return () => {
    isStopped = true;
    window.clearTimeout(timer);
  };
}
