// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Listener, StartEngine } from '../src/engines/engine';
import type { Mode } from '../src/policies/flvRetry';
import { type Standing, startSession } from '../src/session';

const URLS = { flv: 'http://example.test/a.flv', hls: 'http://example.test/a.m3u8' };

describe('a session', () => {
  let opened: { atMs: number; engine: Mode; url: string; say: Listener }[];
  let log: string[];
  let standing: Standing | undefined;
  let stop: () => void;

  const engine =
    (name: Mode): StartEngine =>
    (_, url, say) => {
      opened.push({ atMs: performance.now(), engine: name, url, say });
      return () => log.push(`${name} stopped`);
    };
  const begin = (mode: Mode): void => {
    const parts = {
      video: document.createElement('video'),
      engines: { flv: engine('flv'), hls: engine('hls') },
      beforeClose: () => log.push('picture kept'),
    };
    stop = startSession({ mode, urls: URLS, key: 'a' }, parts, (changed) => (standing = changed));
  };
  const fail = (): void => opened.at(-1)?.say({ type: 'failed', reason: 'cut' });

  beforeEach(() => {
    vi.useFakeTimers();
    [opened, log, standing] = [[], [], undefined];
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
});
