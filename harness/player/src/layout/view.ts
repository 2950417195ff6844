/** What a viewer is shown for each standing of the session: pure. */

import { RETRIES } from '../policies/flvRetry';
import type { Standing } from '../session';

export type ViewState = 'connecting' | 'waiting' | 'live' | 'retrying' | 'switching' | 'error';

export interface View {
  readonly state: ViewState;
  readonly engine: 'flv' | 'hls' | null;
  readonly text: string;
}

export function viewOf({ retry, playing, wasLive }: Standing): View {
  switch (retry.phase) {
    case 'idle':
      return { state: 'connecting', engine: null, text: 'Connecting' };
    case 'flv':
      if (playing) return { state: 'live', engine: 'flv', text: 'LIVE via FLV' };
      if (retry.retry === 0) return { state: 'connecting', engine: 'flv', text: 'Connecting' };
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

function again(retry: number, wasLive: boolean): View {
  const attempt = `attempt ${String(retry)} of ${String(RETRIES)}`;
  if (wasLive) return { state: 'retrying', engine: 'flv', text: `Reconnecting, ${attempt}` };
  return { state: 'waiting', engine: 'flv', text: `Waiting for the stream, ${attempt}` };
}
