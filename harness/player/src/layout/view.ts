/** What a viewer is shown for each standing of the session: pure. */

import { RULES } from '../rules';
import type { Standing } from '../session';

export type ViewState = 'connecting' | 'waiting' | 'live' | 'buffering' | 'retrying' | 'switching' | 'error';

export interface View {
  readonly state: ViewState;
  readonly engine: 'flv' | 'hls' | null;
  readonly text: string;
}

export function viewOf({ retry, playing, buffering, wasLive }: Standing): View {
  if (buffering) return { state: 'buffering', engine: engineOf(retry), text: 'Buffering' };
  switch (retry.phase) {
    case 'idle':
      return { state: 'connecting', engine: null, text: 'Connecting' };
    case 'flv':
      if (playing) return { state: 'live', engine: 'flv', text: 'LIVE via FLV' };
      if (retry.retry === 0 && !wasLive) return { state: 'connecting', engine: 'flv', text: 'Connecting' };
      return again(retry.retry, wasLive);
    case 'backoff':
      return again(retry.retry, wasLive);
    case 'hls':
      if (playing) return { state: 'live', engine: 'hls', text: 'LIVE via HLS' };
      if (wasLive) return { state: 'switching', engine: 'hls', text: 'Switching to HLS' };
      return { state: 'connecting', engine: 'hls', text: 'Connecting' };
    case 'failed':
      return { state: 'error', engine: null, text: 'The stream cannot be played' };
  }
}

function engineOf({ phase }: Standing['retry']): View['engine'] {
  return phase === 'flv' || phase === 'hls' ? phase : null;
}

function again(retry: number, wasLive: boolean): View {
  if (retry === 0) return { state: 'retrying', engine: 'flv', text: 'Reconnecting' };
  const attempt = `attempt ${String(retry)} of ${String(RULES.retryDelaysMs.length)}`;
  if (wasLive) return { state: 'retrying', engine: 'flv', text: `Reconnecting, ${attempt}` };
  return { state: 'waiting', engine: 'flv', text: `Waiting for the stream, ${attempt}` };
}
