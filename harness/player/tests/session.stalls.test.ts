// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MadeSession } from './madeSession';

describe('a session that plays', () => {
  let made: MadeSession;

  beforeEach(() => {
    vi.useFakeTimers();
    made = new MadeSession();
  });
  afterEach(() => {
    made.stop();
    vi.useRealTimers();
  });

  test('opens a stream again whose picture has stood still for five looks, and not before', () => {
    made.begin('flv');
    made.play();
    vi.advanceTimersByTime(5_999);
    expect(made.opened).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(made.engines()).toEqual(['flv', 'flv']);
    expect(made.told.slice(-2)).toEqual([
      { type: 'lost', attempt: 0, reason: null },
      { type: 'opened', engine: 'flv', attempt: 0 },
    ]);
  });

  test('leaves a stream alone whose picture moves, or that never began', () => {
    made.begin('flv');
    vi.advanceTimersByTime(60_000);
    made.play();
    for (let second = 0; second < 60; second++) {
      made.video.currentTime = second;
      vi.advanceTimersByTime(1_000);
    }
    expect(made.opened).toHaveLength(1);
  });

  test('gives up after five reconnects without a picture', () => {
    made.begin('flv');
    made.play();
    vi.advanceTimersByTime(120_000);
    expect(made.opened).toHaveLength(6);
    expect(made.told.at(-1)).toEqual({ type: 'gaveUp', reason: 'no picture after 5 reconnects' });
  });

  test('takes no time in which nothing was open for steady play', () => {
    made.begin('flv');
    made.play();
    vi.advanceTimersByTime(30_000);
    expect(made.opened).toHaveLength(6);
    made.play();
    for (const delayMs of [1_000, 2_000, 4_000]) {
      made.fail();
      vi.advanceTimersByTime(delayMs);
    }
    expect(made.opened).toHaveLength(9);
    vi.advanceTimersByTime(6_000);
    expect(made.told.at(-1)).toEqual({ type: 'gaveUp', reason: 'no picture after 5 reconnects' });
  });

  test('without its watchdog it waits for ever, without its guard it never gives up', () => {
    made.begin('flv', 'no-watchdog');
    made.play();
    vi.advanceTimersByTime(120_000);
    expect(made.opened).toHaveLength(1);
    made.stop();
    made.begin('flv', 'forever-retry');
    made.play();
    vi.advanceTimersByTime(120_000);
    expect(made.opened.length).toBeGreaterThan(15);
  });

  test('says that it buffers once that has lasted 2 s, and when it is over', () => {
    made.begin('flv');
    made.play();
    made.starve();
    vi.advanceTimersByTime(1_999);
    expect(made.toldOf('buffering')).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(made.toldOf('buffering')).toEqual([{ type: 'buffering', lasts: true }]);
    made.play();
    expect(made.toldOf('buffering').at(-1)).toEqual({ type: 'buffering', lasts: false });
  });

  test('says nothing of a wait that ends sooner', () => {
    made.begin('flv');
    made.play();
    made.starve();
    vi.advanceTimersByTime(1_500);
    made.play();
    vi.advanceTimersByTime(3_000);
    expect(made.toldOf('buffering')).toEqual([]);
  });

  const returnToTab = (): void => void document.dispatchEvent(new Event('visibilitychange'));

  test('opens the stream again when its tab comes back with nothing buffered', () => {
    made.begin('flv');
    returnToTab();
    expect(made.opened).toHaveLength(1);
    made.play();
    returnToTab();
    expect(made.engines()).toEqual(['flv', 'flv']);
  });

  test('jumps to the live edge when its tab comes back with something buffered', () => {
    made.begin('flv');
    made.play();
    const ranges = { length: 1, start: () => 0, end: () => 20 };
    Object.defineProperty(made.video, 'buffered', { value: ranges });
    Object.defineProperty(made.video, 'readyState', { value: 3 });
    vi.spyOn(made.video, 'play').mockResolvedValue();
    returnToTab();
    expect(made.video.currentTime).toBe(19.5);
    expect(made.opened).toHaveLength(1);
  });
});
