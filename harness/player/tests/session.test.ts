// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MadeSession } from './madeSession';
import { SETTINGS } from './made';

const URLS = SETTINGS.urls;

describe('a session', () => {
  let made: MadeSession;

  beforeEach(() => {
    vi.useFakeTimers();
    made = new MadeSession();
  });
  afterEach(() => {
    made.stop();
    vi.useRealTimers();
  });

  test('opens FLV again 1, 2 and 4 s after each failure, and then HLS at once', () => {
    made.begin('flv');
    const startMs = performance.now();
    for (const delayMs of [1_000, 2_000, 4_000]) {
      made.fail();
      vi.advanceTimersByTime(delayMs);
    }
    made.fail();
    expect(made.opened.map(({ atMs, engine, url }) => [atMs - startMs, engine, url])).toEqual([
      [0, 'flv', URLS.flv],
      [1_000, 'flv', URLS.flv],
      [3_000, 'flv', URLS.flv],
      [7_000, 'flv', URLS.flv],
      [7_000, 'hls', URLS.hls],
    ]);
  });

  test('keeps the last picture before it stops a failed engine', () => {
    made.begin('flv');
    made.fail();
    expect(made.log).toEqual(['picture kept', 'flv stopped']);
  });

  test('tells what is opened, that it plays, that it is lost and why', () => {
    made.begin('flv');
    made.play();
    made.fail();
    vi.advanceTimersByTime(1_000);
    expect(made.told).toEqual([
      { type: 'opened', engine: 'flv', attempt: 0 },
      { type: 'played' },
      { type: 'lost', attempt: 1, reason: 'cut' },
      { type: 'opened', engine: 'flv', attempt: 1 },
    ]);
  });

  test('still plays while data runs out for a moment', () => {
    made.begin('flv');
    made.play();
    made.starve();
    made.play();
    expect(made.told.map(({ type }) => type)).toEqual(['opened', 'played']);
  });

  test('knows how far it is behind while it plays', () => {
    made.begin('flv');
    expect(made.behindLiveMs()).toBeNull();
    made.play();
    expect(made.behindLiveMs()).toBe(700);
    made.fail();
    expect(made.behindLiveMs()).toBeNull();
  });

  test('has its engines keep to the live edge, but for the defect', () => {
    made.begin('flv');
    made.stop();
    made.begin('hls', 'no-live-edge');
    expect(made.opened.map(({ chasesLive }) => chasesLive)).toEqual([true, false]);
  });

  test('tells once that a stream which does not begin keeps it waiting', () => {
    made.begin('flv');
    vi.advanceTimersByTime(2_999);
    expect(made.told).not.toContainEqual({ type: 'keptWaiting' });
    vi.advanceTimersByTime(60_000);
    expect(made.toldOf('keptWaiting')).toHaveLength(1);
    expect(made.opened).toHaveLength(1);
  });

  test('tells nothing of that when it began in time', () => {
    made.begin('flv');
    vi.advanceTimersByTime(2_900);
    made.play();
    vi.advanceTimersByTime(200);
    expect(made.told).not.toContainEqual({ type: 'keptWaiting' });
  });

  test('begins anew 5 s after neither FLV nor HLS had a stream that never began, and plays it when it comes', () => {
    made.begin('flv');
    made.failAllOfFlv();
    const failedMs = performance.now();
    made.fail();
    vi.advanceTimersByTime(5_000);
    expect(made.engines()).toEqual(['flv', 'flv', 'flv', 'flv', 'hls', 'flv']);
    expect((made.opened.at(-1)?.atMs ?? NaN) - failedMs).toBe(5_000);
    made.play();
    expect(made.told.at(-1)).toEqual({ type: 'played' });
    expect(made.told.map(({ type }) => type)).not.toContain('gaveUp');
  });

  test('plays HLS alone when told so, and says when that fails after it was live', () => {
    made.begin('hls');
    made.play();
    made.fail();
    vi.advanceTimersByTime(60_000);
    expect(made.engines()).toEqual(['hls']);
    expect(made.told.at(-1)).toEqual({ type: 'gaveUp', reason: 'cut' });
  });

  test('begins again when asked to after it gave up', () => {
    made.begin('hls');
    made.play();
    made.fail();
    made.tryAgain();
    expect(made.engines()).toEqual(['hls', 'hls']);
    expect(made.told.at(-1)).toEqual({ type: 'opened', engine: 'hls', attempt: 0 });
  });

  test('does not begin again while it has not given up', () => {
    made.begin('flv');
    made.play();
    made.tryAgain();
    expect(made.opened).toHaveLength(1);
  });

  test.each<[string, () => void]>([
    ['while it connects', () => undefined],
    ['while it plays', () => made.play()],
    ['while it waits to retry', () => made.fail()],
    [
      'after it gave up',
      () => {
        made.play();
        made.failAllOfFlv();
        made.fail();
      },
    ],
    [
      'while it rests',
      () => {
        made.failAllOfFlv();
        made.fail();
      },
    ],
  ])('opens nothing after it was stopped %s, and keeps the picture', (_, happen) => {
    made.begin('flv');
    happen();
    made.stop();
    const openedBefore = made.opened.length;
    expect(made.log.at(-1)).toMatch(/stopped$/);
    expect(made.log.filter((line) => line === 'picture kept')).toHaveLength(openedBefore);
    made.tryAgain();
    document.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(120_000);
    expect(made.opened).toHaveLength(openedBefore);
    expect(vi.getTimerCount()).toBe(0);
  });
});
