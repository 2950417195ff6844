// @vitest-environment happy-dom

import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Engine, EngineEvent } from '../../src/engines/engine';

const library = vi.hoisted(() => {
  const handlers = new Map<string, (name: string, data: object) => void>();
  const calls: string[] = [];
  const configs: object[] = [];
  class Hls {
    latency = 0;
    constructor(config: object) {
      configs.push(config);
      state.newest = this;
    }
    static readonly Events = { ERROR: 'error', LEVEL_LOADED: 'level' };
    // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- stands in for a class of the library
    static readonly DefaultConfig = { loader: class {} };
    on(name: string, handler: (name: string, data: object) => void): void {
      handlers.set(name, handler);
    }
    loadSource(url: string): void {
      calls.push(url);
    }
    attachMedia(): void {
      calls.push('attach');
    }
    destroy(): void {
      calls.push('destroy');
    }
  }
  const state: { newest: Hls | null } = { newest: null };
  return { handlers, calls, configs, state, Hls };
});

vi.mock('hls.js', () => ({ default: library.Hls }));

const { startHls } = await import('../../src/engines/hls');

describe('the HLS engine', () => {
  let heard: EngineEvent[];
  let engine: Engine;
  const video = document.createElement('video');
  const emit = (name: string, data: object): void => library.handlers.get(name)?.(name, data);
  const error = { type: 'networkError', details: 'manifestLoadError' };

  beforeEach(() => {
    heard = [];
    library.calls.length = 0;
    engine = startHls(video, 'http://example.test/hls/a.m3u8', (event) => heard.push(event), true);
  });

  test('loads the playlist that it is given', () => {
    expect(library.calls).toEqual(['http://example.test/hls/a.m3u8', 'attach']);
    engine.stop();
  });

  test('keeps to the live edge, and lets it go when told so', () => {
    expect(library.configs.at(-1)).toMatchObject({ liveMaxLatencyDuration: 3, maxLiveSyncPlaybackRate: 1.5 });
    engine.stop();
    engine = startHls(video, 'http://example.test/hls/a.m3u8', () => undefined, false);
    expect(library.configs.at(-1)).toMatchObject({ liveMaxLatencyDuration: Infinity, maxLiveSyncPlaybackRate: 1 });
    engine.stop();
  });

  test('is behind by what the library says, once that knows', () => {
    expect(engine.behindLiveMs()).toBeNull();
    if (library.state.newest !== null) library.state.newest.latency = 1.25;
    expect(engine.behindLiveMs()).toBe(1_250);
    engine.stop();
  });

  test('fails with what the library cannot mend', () => {
    emit('error', { ...error, fatal: true });
    expect(heard).toEqual([{ type: 'failed', reason: 'networkError: manifestLoadError' }]);
    engine.stop();
  });

  test('leaves to the library what it can mend', () => {
    emit('error', { ...error, fatal: false });
    expect(heard).toEqual([]);
    engine.stop();
  });

  test('says nothing after it was stopped, whatever the library or the video still says', () => {
    engine.stop();
    expect(library.calls.at(-1)).toBe('destroy');
    emit('error', { ...error, fatal: true });
    video.dispatchEvent(new Event('playing'));
    expect(heard).toEqual([]);
  });
});
