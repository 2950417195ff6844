/** What a viewer is told about the state of the chat: pure. */

import type { ConnectionState } from '../../signalling/types';

const AWAY: Readonly<Record<ConnectionState, string | null>> = {
  connecting: 'Connecting to the chat',
  connected: null,
  reconnecting: 'The chat was lost. Reconnecting',
  suspended: 'The chat is away. It is tried again in a while',
  'gave-up': 'The chat is away',
  closed: 'The chat is closed',
};

/** Why nothing can be said, or why the last message was not taken; null when all is well. */
export function noticeOf(connection: ConnectionState, refused: string | null, isOver: boolean): string | null {
  if (isOver) return 'The stream has ended, and the chat with it';
  return refused ?? AWAY[connection];
}
