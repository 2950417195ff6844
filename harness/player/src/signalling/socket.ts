/** One Socket.IO connection to one namespace, attempted once: the only importer of socket.io-client. */

import { io } from 'socket.io-client';

export type Namespace = 'streaming' | 'chat';

export type SocketNews =
  | { readonly type: 'connected' }
  | { readonly type: 'failed'; readonly reason: string } // it never stood; nothing more is told
  | { readonly type: 'lost'; readonly reason: string } // it stood; nothing more is told
  | { readonly type: 'heard'; readonly event: string; readonly data: unknown };

export interface OpenSocket {
  /** What the server answers to an event; null when it does not within the limit. Never rejects. */
  readonly ask: (event: string, data: unknown, limitMs: number) => Promise<unknown>;
  readonly close: () => void; // nothing is told afterwards
}

export interface Address {
  readonly url: string; // of the server
  readonly namespace: Namespace;
}

export type OpensSocket = (address: Address, tell: (news: SocketNews) => void) => OpenSocket;

/** The namespace is in the address too: an observer can then tell apart attempts that were refused. */
export const openSocket: OpensSocket = ({ url, namespace }, tell) => {
  const socket = io(new URL(`/${namespace}`, url).href, {
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    query: { ns: namespace },
  });
  let phase: 'opening' | 'open' | 'over' = 'opening';

  const end = (reason: string): void => {
    if (phase === 'over') return;
    const type = phase === 'open' ? 'lost' : 'failed';
    close();
    tell({ type, reason });
  };
  const close = (): void => {
    phase = 'over';
    socket.disconnect();
  };

  socket.on('connect', () => {
    if (phase !== 'opening') return;
    phase = 'open';
    tell({ type: 'connected' });
  });
  socket.on('connect_error', (error) => end(error.message));
  socket.on('disconnect', end);
  socket.io.engine.on('close', end); // a server that hangs up before its first word is told of nowhere else
  socket.onAny((event: string, data: unknown) => {
    if (phase !== 'over') tell({ type: 'heard', event, data });
  });

  const ask: OpenSocket['ask'] = async (event, data, limitMs) => {
    if (phase !== 'open') return null;
    try {
      return (await socket.timeout(limitMs).emitWithAck(event, data)) as unknown;
    } catch {
      return null;
    }
  };
  return { ask, close };
};
