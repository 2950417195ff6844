/** What several tests of the page are given: settings, and an engine that does nothing. */

import type { Engine } from '../src/engines/engine';
import type { Settings } from '../src/settings';

export const SETTINGS: Settings = {
  mode: 'flv',
  urls: { flv: 'http://example.test/a.flv', hls: 'http://example.test/a.m3u8' },
  key: 'kk',
  socketUrl: null,
  chat: true,
  breaker: true,
  viewers: 1,
  defect: null,
};

/** An engine that says so when it is stopped. */
export function engineThat(stop: () => void, behindLiveMs: number | null = null): Engine {
  return { stop, behindLiveMs: () => behindLiveMs };
}
