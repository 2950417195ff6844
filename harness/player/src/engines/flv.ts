/** Plays HTTP-FLV by mpegts.js, close to the live edge. */

import mpegts from 'mpegts.js';
import { FlvLoader } from './flvLoader';
import { hearUntilEnd, type StartEngine } from './engine';
import { bufferedAheadMs, hearPlayback, playOnceBuffered } from './playback';

const CONFIG: mpegts.Config = {
  customLoader: FlvLoader,
  enableStashBuffer: false,
  // The request goes out at once instead of after `sourceopen`, which a background tab may never see.
  deferLoadAfterSourceOpen: false,
  lazyLoad: false,
  autoCleanupSourceBuffer: true,
  autoCleanupMaxBackwardDuration: 30,
  autoCleanupMinBackwardDuration: 10,
};

// A little behind is caught up by playing faster, which nobody notices; more than that would take too long: it jumps.
const CHASE: mpegts.Config = {
  liveSync: true,
  liveSyncMaxLatency: 0.9,
  liveSyncTargetLatency: 0.5,
  liveSyncPlaybackRate: 1.2,
  liveBufferLatencyChasing: true,
  liveBufferLatencyMaxLatency: 2,
  liveBufferLatencyMinRemain: 0.5,
};

const START_AHEAD_MS = 400;

mpegts.LoggingControl.applyConfig({ enableVerbose: false, enableDebug: false, enableInfo: false });

export const startFlv: StartEngine = (video, url, listener, chasesLive) => {
  const { say, end } = hearUntilEnd(listener);
  const config = chasesLive ? { ...CONFIG, ...CHASE } : CONFIG;
  const player = mpegts.createPlayer({ type: 'flv', isLive: true, url }, config);
  player.on(mpegts.Events.ERROR, (type: string, detail: string) =>
    say({ type: 'failed', reason: `${type}: ${detail}` }),
  );
  // A live stream has no end of its own.
  player.on(mpegts.Events.LOADING_COMPLETE, () => say({ type: 'failed', reason: 'the server ended the stream' }));
  player.attachMediaElement(video);
  player.load();
  const stops = [hearPlayback(video, say), playOnceBuffered(video, START_AHEAD_MS)];
  return {
    stop: () => {
      end();
      for (const stop of stops) stop();
      player.destroy();
    },
    behindLiveMs: () => (video.buffered.length === 0 ? null : bufferedAheadMs(video)),
  };
};
