// @vitest-environment happy-dom

import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Engine, EngineEvent } from '../../src/engines/engine';

type Handler = (...args: unknown[]) => void;

const library = vi.hoisted(() => {
  const handlers = new Map<string, (...args: unknown[]) => void>();
  const calls: string[] = [];
  const player = {
    on: (name: string, handler: (...args: unknown[]) => void) => handlers.set(name, handler),
    attachMediaElement: () => calls.push('attach'),
    load: () => calls.push('load'),
    destroy: () => calls.push('destroy'),
  };
  return { handlers, calls, createPlayer: vi.fn(() => player) };
});

vi.mock('mpegts.js', () => ({
  default: {
    createPlayer: library.createPlayer,
    Events: { ERROR: 'error', LOADING_COMPLETE: 'loading_complete' },
    LoggingControl: { applyConfig: () => undefined },
    BaseLoader: Object,
    LoaderStatus: {},
    LoaderErrors: {},
  },
}));

const { startFlv } = await import('../../src/engines/flv');

describe('the FLV engine', () => {
  let heard: EngineEvent[];
  let engine: Engine;
  const video = document.createElement('video');
  const emit = (name: string, ...args: unknown[]): void => (library.handlers.get(name) as Handler)(...args);

  beforeEach(() => {
    heard = [];
    library.calls.length = 0;
    engine = startFlv(video, 'http://example.test/live/live/a.flv', (event) => heard.push(event), true);
  });

  test('loads the live stream that it is given', () => {
    expect(library.createPlayer.mock.lastCall).toMatchObject([
      { type: 'flv', isLive: true, url: 'http://example.test/live/live/a.flv' },
      { enableStashBuffer: false, lazyLoad: false },
    ]);
    expect(library.calls).toEqual(['attach', 'load']);
    engine.stop();
  });

  test('keeps to the live edge: a little faster when it is a little behind, with a jump when it is far behind', () => {
    expect(library.createPlayer.mock.lastCall).toMatchObject([
      {},
      { liveSync: true, liveSyncPlaybackRate: 1.2, liveBufferLatencyChasing: true, liveBufferLatencyMaxLatency: 2 },
    ]);
    engine.stop();
  });

  test('lets the live edge go when told so', () => {
    engine.stop();
    engine = startFlv(video, 'http://example.test/a.flv', () => undefined, false);
    const [, config] = library.createPlayer.mock.lastCall as unknown as [object, object];
    expect(Object.keys(config)).not.toContain('liveSync');
    expect(Object.keys(config)).not.toContain('liveBufferLatencyChasing');
    engine.stop();
  });

  test('is behind by what is buffered after the playhead', () => {
    const spy = vi.spyOn(video, 'buffered', 'get');
    spy.mockReturnValue({ length: 0, start: () => NaN, end: () => NaN });
    expect(engine.behindLiveMs()).toBeNull();
    spy.mockReturnValue({ length: 1, start: () => 0, end: () => 0.75 });
    expect(engine.behindLiveMs()).toBe(750);
    spy.mockRestore();
    engine.stop();
  });

  test.each([
    ['a cut', ['NetworkError', 'UnrecoverableEarlyEof'], 'NetworkError: UnrecoverableEarlyEof'],
    ['a refused connection', ['NetworkError', 'Exception'], 'NetworkError: Exception'],
    ['a broken stream', ['MediaError', 'FormatUnsupported'], 'MediaError: FormatUnsupported'],
  ])('calls %s a failure', (_, args, reason) => {
    emit('error', ...args);
    expect(heard).toEqual([{ type: 'failed', reason }]);
    engine.stop();
  });

  test('calls a clean end a failure too', () => {
    emit('loading_complete');
    expect(heard).toEqual([{ type: 'failed', reason: 'the server ended the stream' }]);
    engine.stop();
  });

  test('says nothing after it was stopped, whatever the library or the video still says', () => {
    engine.stop();
    expect(library.calls.at(-1)).toBe('destroy');
    emit('error', 'NetworkError', 'Exception');
    emit('loading_complete');
    video.dispatchEvent(new Event('playing'));
    expect(heard).toEqual([]);
  });
});
