/** A session that lives as long as the component that shows it. */

import { type RefObject, useEffect, useRef, useState } from 'react';
import { startFlv } from '../engines/flv';
import { startHls } from '../engines/hls';
import { AT_REST, type Standing, startSession } from '../session';
import type { Settings } from '../settings';
import { keepPicture } from './still';

interface SessionOnPage {
  readonly video: RefObject<HTMLVideoElement | null>; // to be put on the page, as is the canvas
  readonly still: RefObject<HTMLCanvasElement | null>;
  readonly standing: Standing;
  readonly tryAgain: () => void;
}

const engines = { flv: startFlv, hls: startHls };

export function useSession(settings: Settings): SessionOnPage {
  const video = useRef<HTMLVideoElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const [standing, setStanding] = useState(AT_REST);
  const [round, setRound] = useState(0);

  useEffect(() => {
    const [player, canvas] = [video.current, still.current];
    if (player === null || canvas === null) return undefined;
    const parts = { video: player, engines, beforeClose: () => keepPicture(player, canvas) };
    return startSession(settings, parts, setStanding);
  }, [settings, round]);

  return { video, still, standing, tryAgain: () => setRound(round + 1) };
}
