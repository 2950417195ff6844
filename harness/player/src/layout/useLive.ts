/** Media and signalling that live as long as the component that shows them. */

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { startFlv } from '../engines/flv';
import { startHls } from '../engines/hls';
import { type Live, startLive } from '../live';
import type { Settings } from '../settings';
import type { SendResult, SignallingStanding } from '../signalling/types';
import type { LayoutEvent } from './liveLayout/machine';
import { keepPicture } from './still';

interface LiveOnPage extends Omit<Live, 'stop'> {
  readonly video: RefObject<HTMLVideoElement | null>; // to be put on the page, as is the canvas
  readonly still: RefObject<HTMLCanvasElement | null>;
  readonly signalling: SignallingStanding | null;
}

const UNSENT: SendResult = { ok: false, error: 'offline' };
const engines = { flv: startFlv, hls: startHls };

/** `tell` hears of all that happens; it must stay the same from one drawing to the next. */
export function useLive(settings: Settings, tell: (event: LayoutEvent) => void): LiveOnPage {
  const video = useRef<HTMLVideoElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const live = useRef<Live>(null);
  const [signalling, setSignalling] = useState<SignallingStanding | null>(null);

  useEffect(() => {
    const [player, canvas] = [video.current, still.current];
    if (player === null || canvas === null) return undefined;
    const parts = { video: player, engines, beforeClose: () => keepPicture(player, canvas) };
    const started = startLive(settings, parts, { tell, signalled: setSignalling });
    live.current = started;
    return () => {
      started.stop();
      live.current = null;
    };
  }, [settings, tell]);

  const tryAgain = useCallback(() => live.current?.tryAgain(), []);
  const behindLiveMs = useCallback(() => live.current?.behindLiveMs() ?? null, []);
  const send = useCallback((text: string) => live.current?.send(text) ?? Promise.resolve(UNSENT), []);
  return { video, still, signalling, tryAgain, behindLiveMs, send };
}
