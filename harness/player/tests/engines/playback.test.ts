// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../src/engines/engine';
import { hearPlayback, playOnceBuffered } from '../../src/engines/playback';

describe('the start of playing', () => {
  let ranges: [number, number][];
  let plays: number;
  const video = (): HTMLVideoElement =>
    ({
      currentTime: 0,
      get buffered() {
        const at = (index: number, side: 0 | 1): number => ranges[index]?.[side] ?? NaN;
        return { length: ranges.length, start: (index: number) => at(index, 0), end: (index: number) => at(index, 1) };
      },
      play: () => {
        plays += 1;
        return Promise.reject(new DOMException('interrupted', 'AbortError'));
      },
    }) as unknown as HTMLVideoElement;

  beforeEach(() => {
    vi.useFakeTimers();
    [ranges, plays] = [[], 0];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('waits until enough is buffered, and happens once', () => {
    playOnceBuffered(video(), 400);
    vi.advanceTimersByTime(200);
    ranges = [[0, 0.3]];
    vi.advanceTimersByTime(200);
    expect(plays).toBe(0);
    ranges = [[0, 0.41]];
    vi.advanceTimersByTime(40);
    expect(plays).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect(plays).toBe(1);
  });

  test('counts from the first picture, whose timestamp need not be zero', () => {
    ranges = [[100, 100.3]];
    playOnceBuffered(video(), 400);
    vi.advanceTimersByTime(100);
    expect(plays).toBe(0);
    ranges = [[100, 100.5]];
    vi.advanceTimersByTime(100);
    expect(plays).toBe(1);
  });

  test('does not happen after it was stopped', () => {
    const stop = playOnceBuffered(video(), 400);
    stop();
    ranges = [[0, 9]];
    vi.advanceTimersByTime(1_000);
    expect(plays).toBe(0);
  });
});

test('a video element is heard until that is stopped', () => {
  const heard: EngineEvent[] = [];
  const video = document.createElement('video');
  const stop = hearPlayback(video, (event) => heard.push(event));
  for (const name of ['playing', 'waiting', 'timeupdate']) video.dispatchEvent(new Event(name));
  stop();
  video.dispatchEvent(new Event('playing'));
  expect(heard).toEqual([{ type: 'playing' }, { type: 'starved' }]);
});
