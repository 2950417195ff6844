/** What engines share about the video element: starting it, and hearing from it. */

import type { Listener, Stop } from './engine';

const LOOK_MS = 40;
const HAVE_FUTURE_DATA = 3; // HTMLMediaElement's
const BEHIND_S = 0.5; // kept between the playhead and the end of what is buffered, so that playing does not stop at once

/** Play as soon as this much is buffered: starting on the first picture means to stop again after a few more. */
export function playOnceBuffered(video: HTMLVideoElement, aheadMs: number): Stop {
  const timer = setInterval(() => {
    if (bufferedAheadMs(video) < aheadMs) return;
    clearInterval(timer);
    // Refused only when the engine is stopped before it could play, or by a browser that lets nothing start by itself.
    video.play().catch(() => undefined);
  }, LOOK_MS);
  return () => clearInterval(timer);
}

/** Report what the video element itself tells about playing. */
export function hearPlayback(video: HTMLVideoElement, say: Listener): Stop {
  const playing = (): void => say({ type: 'playing' });
  const starved = (): void => say({ type: 'starved' });
  video.addEventListener('playing', playing);
  video.addEventListener('waiting', starved);
  return () => {
    video.removeEventListener('playing', playing);
    video.removeEventListener('waiting', starved);
  };
}

/** How much there is to play after the playhead. */
export function bufferedAheadMs({ buffered, currentTime }: HTMLVideoElement): number {
  const last = buffered.length - 1;
  // Timestamps of a live stream need not begin at zero: what lies before the first of them is jumped over.
  return last < 0 ? 0 : (buffered.end(last) - Math.max(buffered.start(0), currentTime)) * 1_000;
}

/** Whether more than the present picture is there: a few buffered milliseconds that cannot be shown are nothing. */
export function canPlayOn({ readyState }: HTMLVideoElement): boolean {
  return readyState >= HAVE_FUTURE_DATA;
}

/** Jump over what has become old, and play on: never back. */
export function seekToLive(video: HTMLVideoElement): void {
  const { buffered, currentTime } = video;
  const liveS = buffered.end(buffered.length - 1) - BEHIND_S;
  if (liveS > currentTime) video.currentTime = liveS;
  video.play().catch(() => undefined); // refused only when the engine is stopped before it could play
}
