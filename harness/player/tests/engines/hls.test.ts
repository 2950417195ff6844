// @vitest-environment happy-dom

import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../src/engines/engine';

const library = vi.hoisted(() => {
  const handlers = new Map<string, (name: string, data: object) => void>();
  const calls: string[] = [];
  class Hls {
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
  return { handlers, calls, Hls };
});

vi.mock('hls.js', () => ({ default: library.Hls }));

const { startHls } = await import('../../src/engines/hls');

describe('the HLS engine', () => {
  let heard: EngineEvent[];
  let stop: () => void;
  const video = document.createElement('video');
  const emit = (name: string, data: object): void => library.handlers.get(name)?.(name, data);
  const error = { type: 'networkError', details: 'manifestLoadError' };

  beforeEach(() => {
    heard = [];
    library.calls.length = 0;
    stop = startHls(video, 'http://example.test/hls/a.m3u8', (event) => heard.push(event));
  });

  test('loads the playlist that it is given', () => {
    expect(library.calls).toEqual(['http://example.test/hls/a.m3u8', 'attach']);
    stop();
  });

  test('fails with what the library cannot mend', () => {
    emit('error', { ...error, fatal: true });
    expect(heard).toEqual([{ type: 'failed', reason: 'networkError: manifestLoadError' }]);
    stop();
  });

  test('leaves to the library what it can mend', () => {
    emit('error', { ...error, fatal: false });
    expect(heard).toEqual([]);
    stop();
  });

  test('says nothing after it was stopped, whatever the library or the video still says', () => {
    stop();
    expect(library.calls.at(-1)).toBe('destroy');
    emit('error', { ...error, fatal: true });
    video.dispatchEvent(new Event('playing'));
    expect(heard).toEqual([]);
  });
});
