// @vitest-environment happy-dom

import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../src/engines/engine';

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
  let stop: () => void;
  const video = document.createElement('video');
  const emit = (name: string, ...args: unknown[]): void => (library.handlers.get(name) as Handler)(...args);

  beforeEach(() => {
    heard = [];
    library.calls.length = 0;
    stop = startFlv(video, 'http://example.test/live/live/a.flv', (event) => heard.push(event));
  });

  test('loads the live stream that it is given', () => {
    expect(library.createPlayer.mock.lastCall).toMatchObject([
      { type: 'flv', isLive: true, url: 'http://example.test/live/live/a.flv' },
      { enableStashBuffer: false, lazyLoad: false },
    ]);
    expect(library.calls).toEqual(['attach', 'load']);
    stop();
  });

  test.each([
    ['a cut', ['NetworkError', 'UnrecoverableEarlyEof'], 'NetworkError: UnrecoverableEarlyEof'],
    ['a refused connection', ['NetworkError', 'Exception'], 'NetworkError: Exception'],
    ['a broken stream', ['MediaError', 'FormatUnsupported'], 'MediaError: FormatUnsupported'],
  ])('calls %s a failure', (_, args, reason) => {
    emit('error', ...args);
    expect(heard).toEqual([{ type: 'failed', reason }]);
    stop();
  });

  test('calls a clean end a failure too', () => {
    emit('loading_complete');
    expect(heard).toEqual([{ type: 'failed', reason: 'the server ended the stream' }]);
    stop();
  });

  test('says nothing after it was stopped, whatever the library or the video still says', () => {
    stop();
    expect(library.calls.at(-1)).toBe('destroy');
    emit('error', 'NetworkError', 'Exception');
    emit('loading_complete');
    video.dispatchEvent(new Event('playing'));
    expect(heard).toEqual([]);
  });
});
