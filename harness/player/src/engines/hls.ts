/** Plays HLS by hls.js, as near to the live edge as segments of one second allow. */

import Hls, { type HlsConfig, type LoaderConfig, type PlaylistLoaderConstructor, type RetryConfig } from 'hls.js';
import { hearUntilEnd, type StartEngine } from './engine';
import { hearPlayback, playOnceBuffered } from './playback';
import { promptPlaylists } from './promptPlaylists';

const START_AHEAD_MS = 100;

// hls.js gives up at once on 404 and on a refused connection; of a live stream both may pass.
const RETRY: RetryConfig = {
  maxNumRetry: 8,
  retryDelayMs: 500,
  maxRetryDelayMs: 2_000,
  shouldRetry: (_, count) => count < 8,
};
const PATIENT: LoaderConfig = {
  maxTimeToFirstByteMs: 5_000,
  maxLoadTimeMs: 10_000,
  timeoutRetry: RETRY,
  errorRetry: RETRY,
};

const CONFIG: Partial<HlsConfig> = {
  liveSyncDuration: 1.2,
  liveSyncOnStallIncrease: 0.3,
  liveDurationInfinity: true,
  maxBufferLength: 8,
  backBufferLength: 10,
  manifestLoadPolicy: { default: PATIENT },
  playlistLoadPolicy: { default: PATIENT },
  fragLoadPolicy: { default: PATIENT },
};

// hls.js plays faster only within a segment or two of its target: what is further behind has to jump.
const CHASE: Partial<HlsConfig> = { liveMaxLatencyDuration: 3, maxLiveSyncPlaybackRate: 1.5 };
const LET_GO: Partial<HlsConfig> = { liveMaxLatencyDuration: Infinity, maxLiveSyncPlaybackRate: 1 };

export const startHls: StartEngine = (video, url, listener, chasesLive) => {
  const { say, end } = hearUntilEnd(listener);
  const config = { ...CONFIG, ...(chasesLive ? CHASE : LET_GO) };
  const hls = new Hls({ ...config, pLoader: promptPlaylists(Hls.DefaultConfig.loader) as PlaylistLoaderConstructor });
  hls.on(Hls.Events.ERROR, (_, { fatal, type, details }) => {
    if (fatal) say({ type: 'failed', reason: `${type}: ${details}` });
  });
  // Each request is timed from the last one that was answered, not from a rhythm fixed by the first.
  hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => {
    details.requestScheduled = -1;
  });
  hls.loadSource(url);
  hls.attachMedia(video);
  const stops = [hearPlayback(video, say), playOnceBuffered(video, START_AHEAD_MS)];
  return {
    stop: () => {
      end();
      for (const stop of stops) stop();
      hls.destroy();
    },
    behindLiveMs: () => (hls.latency > 0 ? hls.latency * 1_000 : null),
  };
};
