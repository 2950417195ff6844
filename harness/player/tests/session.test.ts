// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Listener, StartEngine } from '../src/engines/engine';
import type { Mode } from '../src/policies/flvRetry';
import type { Defect } from '../src/rules';
import { type Standing, startSession } from '../src/session';

const URLS = { flv: 'http://example.test/a.flv', hls: 'http://example.test/a.m3u8' };

describe('a session', () => {
  let opened: { atMs: number; engine: Mode; url: string; say: Listener }[];
  let log: string[];
  let video: HTMLVideoElement;
  let standing: Standing | undefined;
  let stop: () => void;

  const engine =
    (name: Mode): StartEngine =>
    (_, url, say) => {
      opened.push({ atMs: performance.now(), engine: name, url, say });
      return () => log.push(`${name} stopped`);
    };
  const begin = (mode: Mode, defect: Defect | null = null): void => {
    const parts = {
      video,
      engines: { flv: engine('flv'), hls: engine('hls') },
      beforeClose: () => log.push('picture kept'),
    };
    stop = startSession({ mode, urls: URLS, key: 'a', defect }, parts, (changed) => (standing = changed));
  };
  const fail = (): void => opened.at(-1)?.say({ type: 'failed', reason: 'cut' });

  beforeEach(() => {
    vi.useFakeTimers();
    [opened, log, standing] = [[], [], undefined];
    video = document.createElement('video');
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  test('opens FLV again 1, 2 and 4 s after each failure, and then HLS at once', () => {
    begin('flv');
    const startMs = performance.now();
    for (const delayMs of [1_000, 2_000, 4_000]) {
      fail();
      vi.advanceTimersByTime(delayMs);
    }
    fail();
    expect(opened.map(({ atMs, engine, url }) => [atMs - startMs, engine, url])).toEqual([
      [0, 'flv', URLS.flv],
      [1_000, 'flv', URLS.flv],
      [3_000, 'flv', URLS.flv],
      [7_000, 'flv', URLS.flv],
      [7_000, 'hls', URLS.hls],
    ]);
  });

  test('keeps the last picture before it stops a failed engine', () => {
    begin('flv');
    fail();
    expect(log).toEqual(['picture kept', 'flv stopped']);
  });

  test('tells whether it plays, whether it ever did, and why it failed last', () => {
    begin('flv');
    expect(standing).toMatchObject({ playing: false, wasLive: false, reason: null });
    opened[0]?.say({ type: 'playing' });
    expect(standing).toMatchObject({ playing: true, wasLive: true });
    fail();
    expect(standing).toMatchObject({ playing: false, wasLive: true, reason: 'cut', retry: { phase: 'backoff' } });
  });

  test('still plays while data runs out for a moment', () => {
    begin('flv');
    opened[0]?.say({ type: 'playing' });
    opened[0]?.say({ type: 'starved' });
    expect(standing?.playing).toBe(true);
  });

  test('plays HLS alone when told so, and says when that fails', () => {
    begin('hls');
    expect(opened.map((open) => open.engine)).toEqual(['hls']);
    fail();
    vi.advanceTimersByTime(60_000);
    expect(opened).toHaveLength(1);
    expect(standing).toMatchObject({ retry: { phase: 'failed' }, reason: 'cut' });
  });

  test('opens nothing after it was closed', () => {
    begin('flv');
    fail();
    stop();
    vi.advanceTimersByTime(60_000);
    expect(opened).toHaveLength(1);
  });

  const play = (): void => opened.at(-1)?.say({ type: 'playing' });
  const engines = (): string[] => opened.map((open) => open.engine);

  test('opens a stream again whose picture has stood still for five looks, and not before', () => {
    begin('flv');
    play();
    vi.advanceTimersByTime(5_999);
    expect(opened).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(engines()).toEqual(['flv', 'flv']);
    expect(standing?.retry).toMatchObject({ phase: 'flv', retry: 0 });
  });

  test('leaves a stream alone whose picture moves, or that never began', () => {
    begin('flv');
    vi.advanceTimersByTime(60_000);
    play();
    for (let second = 0; second < 60; second++) {
      video.currentTime = second;
      vi.advanceTimersByTime(1_000);
    }
    expect(opened).toHaveLength(1);
  });

  test('gives up after five reconnects without a picture', () => {
    begin('flv');
    play();
    vi.advanceTimersByTime(120_000);
    expect(opened).toHaveLength(6);
    expect(standing).toMatchObject({ retry: { phase: 'failed' }, reason: 'no picture after 5 reconnects' });
  });

  test('without its watchdog it waits for ever, without its guard it never gives up', () => {
    begin('flv', 'no-watchdog');
    play();
    vi.advanceTimersByTime(120_000);
    expect(opened).toHaveLength(1);
    stop();
    begin('flv', 'forever-retry');
    play();
    vi.advanceTimersByTime(120_000);
    expect(opened.length).toBeGreaterThan(15);
  });

  test('says that it buffers once that has lasted 2 s', () => {
    begin('flv');
    play();
    opened[0]?.say({ type: 'starved' });
    vi.advanceTimersByTime(1_999);
    expect(standing?.buffering).toBe(false);
    vi.advanceTimersByTime(1);
    expect(standing?.buffering).toBe(true);
    play();
    expect(standing?.buffering).toBe(false);
  });

  test('says nothing of a wait that ends sooner', () => {
    begin('flv');
    play();
    opened[0]?.say({ type: 'starved' });
    vi.advanceTimersByTime(1_500);
    play();
    vi.advanceTimersByTime(3_000);
    expect(standing?.buffering).toBe(false);
  });

  const returnToTab = (): void => void document.dispatchEvent(new Event('visibilitychange'));

  test('opens the stream again when its tab comes back with nothing buffered', () => {
    begin('flv');
    returnToTab();
    expect(opened).toHaveLength(1);
    play();
    returnToTab();
    expect(engines()).toEqual(['flv', 'flv']);
  });

  test('jumps to the live edge when its tab comes back with something buffered', () => {
    begin('flv');
    play();
    const ranges = { length: 1, start: () => 0, end: () => 20 };
    Object.defineProperty(video, 'buffered', { value: ranges });
    Object.defineProperty(video, 'readyState', { value: 3 });
    vi.spyOn(video, 'play').mockResolvedValue();
    returnToTab();
    expect(video.currentTime).toBe(19.5);
    expect(opened).toHaveLength(1);
  });
});
