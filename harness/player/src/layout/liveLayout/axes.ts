/** The four axes of the page's layout, and which of their values go together. */

import type { Mode } from '../../policies/flvRetry';
import type { ConnectionState } from '../../signalling/types';

/** The streaming connection of the signalling; `off`: there is none on this page. */
export type Connection = ConnectionState | 'off';

export type Stream = 'NO_STREAM' | 'LIVE' | 'RETRYING' | 'ENDED';

/** Where the chat is: beside the picture, put away, or (`compact`) below it on a narrow screen; or there is none. */
export type UiMode = 'no-chat' | 'chat-open' | 'chat-closed' | 'compact';

export type Overlay = 'none' | 'connecting' | 'waiting' | 'buffering' | 'retrying' | 'switching' | 'error' | 'ended';

/** What the words on an overlay need, and no decision hangs on. */
export interface Details {
  readonly engine: Mode | null; // the last that was opened
  readonly attempt: number; // which retry it is or waits for; 0 for none
  readonly reason: string | null; // of the last failure
}

export interface Layout {
  readonly connection: Connection;
  readonly stream: Stream;
  readonly uiMode: UiMode;
  readonly overlay: Overlay;
  readonly details: Details;
}

export const STREAMS_AFTER: Readonly<Record<Stream, readonly Stream[]>> = {
  NO_STREAM: ['NO_STREAM', 'LIVE', 'ENDED'],
  LIVE: ['LIVE', 'RETRYING', 'ENDED'],
  RETRYING: ['RETRYING', 'LIVE', 'ENDED'],
  ENDED: ['ENDED'],
};

const OVERLAYS: Readonly<Record<Stream, readonly Overlay[]>> = {
  NO_STREAM: ['connecting', 'waiting'],
  LIVE: ['none', 'buffering'],
  RETRYING: ['retrying', 'switching', 'error'],
  ENDED: ['ended'],
};

/** Whether the axes go together: a stream has its overlays, and nobody is called once it has ended. */
export function isLegal({ connection, stream, overlay }: Layout): boolean {
  if (!OVERLAYS[stream].includes(overlay)) return false;
  return stream !== 'ENDED' || connection === 'closed' || connection === 'off';
}
