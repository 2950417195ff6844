/** Media and signalling of one page together: the end of the broadcast ends both, in the same instant. */

import type { Stop } from './engines/engine';
import type { Connection } from './layout/liveLayout/axes';
import type { LayoutEvent } from './layout/liveLayout/machine';
import { rulesWith } from './rules';
import { type Parts, startSession } from './session';
import { hasChat, type Settings } from './settings';
import { startSignalling } from './signalling/signalling';
import type { SendResult, Signalling, SignallingStanding } from './signalling/types';

export interface Live {
  readonly stop: Stop;
  readonly tryAgain: () => void;
  readonly behindLiveMs: () => number | null;
  readonly send: Signalling['send'];
}

export interface LiveListener {
  readonly tell: (event: LayoutEvent) => void;
  readonly signalled: (standing: SignallingStanding) => void;
}

const OFFLINE: SendResult = { ok: false, error: 'offline' };
const SILENT: Signalling = { send: () => Promise.resolve(OFFLINE), stop: () => undefined };

export function startLive(settings: Settings, parts: Parts, listener: LiveListener): Live {
  const media = startSession(settings, parts, listener.tell);
  const signalling = connect(settings, listener, media.stop);
  return {
    ...media,
    send: signalling.send,
    stop: () => {
      signalling.stop();
      media.stop();
    },
  };
}

function connect(settings: Settings, listener: LiveListener, endMedia: Stop): Signalling {
  const { socketUrl, key, breaker, viewers, defect } = settings;
  if (socketUrl === null) return SILENT;
  const rules = rulesWith(defect).signalling;
  let connection: Connection = 'connecting';
  let hasEnded = false;
  return startSignalling({ socketUrl, key, chat: hasChat(settings), breaker, viewers, rules }, (standing) => {
    if (standing.ended && !hasEnded) {
      if (rules.endIsFinal) endMedia();
      listener.tell({ type: 'ended' });
    }
    if (standing.connection !== connection) listener.tell({ type: 'connection', is: standing.connection });
    listener.signalled(standing);
    hasEnded = standing.ended;
    connection = standing.connection;
  });
}
