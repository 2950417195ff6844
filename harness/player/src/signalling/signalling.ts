/** All signalling of one page: viewer count, end of the stream and chat, over connections that come back. */

import { CHAT_AT_FIRST, startChat } from './chat';
import { startCompanions } from './companions';
import { openSocket, type OpensSocket } from './socket';
import { startStreaming, STREAMING_AT_FIRST } from './streaming';
import type { Signalling, SignallingSettings, SignallingStanding } from './types';

/** `changed` gets every new standing, the first one before this returns, and none after `stop`. */
export function startSignalling(
  settings: SignallingSettings,
  changed: (standing: SignallingStanding) => void,
  open: OpensSocket = openSocket,
): Signalling {
  let standing: SignallingStanding = { ...STREAMING_AT_FIRST, chat: settings.chat ? CHAT_AT_FIRST : null };
  let isStopped = false;
  const change = (part: Partial<SignallingStanding>): void => {
    standing = { ...standing, ...part };
    if (!isStopped) changed(standing);
  };
  change({});

  const chat = settings.chat ? startChat(settings, open, (is) => change({ chat: is })) : null;
  const stopCompanions = startCompanions(settings, open);
  const stopStreaming = startStreaming(settings, open, (is) => {
    change(is);
    if (is.ended && settings.rules.endIsFinal) close();
  });
  const close = (): void => {
    chat?.close();
    stopCompanions();
  };
  return {
    send: (text) => chat?.send(text) ?? Promise.resolve({ ok: false, error: 'offline' }),
    stop: () => {
      isStopped = true;
      stopStreaming();
      close();
    },
  };
}
