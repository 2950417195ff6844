/** Further viewers in the same page, each with a connection, breaker and draws of its own: to measure a herd with. */

import type { OpensSocket } from './socket';
import { startStreaming } from './streaming';
import type { SignallingSettings } from './types';

/** Opens `settings.viewers - 1` streaming connections. Returns what closes them for good. */
export function startCompanions(settings: SignallingSettings, open: OpensSocket): () => void {
  const closes = Array.from({ length: settings.viewers - 1 }, () => startStreaming(settings, open, () => undefined));
  return () => {
    for (const close of closes) close();
  };
}
