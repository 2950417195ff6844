import Hls, {
  type Loader,
  type LoaderCallbacks,
  type LoaderConfiguration,
  type LoaderContext,
  type LoaderContextType,
} from 'hls.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { promptPlaylists } from '../../src/engines/promptPlaylists';

// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the mocked library carries no enum
const LEVEL = 'level' as LoaderContextType; // declared by the library, exported by none of its builds
const CONTEXT: LoaderContext = { url: 'http://example.test/a.m3u8', responseType: 'text', type: LEVEL };
const BASE_STATS = { aborted: false, loaded: 0, retry: 0, total: 0, chunkCount: 0, bwEstimate: 0 };

describe('loading playlists promptly', () => {
  let asked: number[];
  let gone: number;
  let newest: number; // the segment that the server lists last
  let passed: { atMs: number; text: string; countsFromMs: number }[];

  /** Answers 10 ms after it was asked, and only once, as the loaders of hls.js do. */
  class Base implements Loader<LoaderContext> {
    context = null;
    #timer: ReturnType<typeof setTimeout> | undefined;
    readonly stats = {
      ...BASE_STATS,
      loading: { start: 0, first: 0, end: 0 },
      parsing: { start: 0, end: 0 },
      buffering: { start: 0, first: 0, end: 0 },
    };
    load(context: LoaderContext, _: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      if (this.stats.loading.start !== 0) throw new Error('Loader can only be used once.');
      this.stats.loading.start = performance.now();
      asked.push(performance.now());
      const data = `#EXTM3U\n#EXTINF:1.0,\n${String(newest)}.ts\n`;
      this.#timer = setTimeout(() => callbacks.onSuccess({ url: context.url, data }, this.stats, context, null), 10);
    }
    abort(): void {
      this.destroy();
    }
    destroy(): void {
      gone += 1;
      clearTimeout(this.#timer);
    }
  }

  const load = (Prompt: ReturnType<typeof promptPlaylists>): Loader<LoaderContext> => {
    const loader = new Prompt(Hls.DefaultConfig);
    const onSuccess: LoaderCallbacks<LoaderContext>['onSuccess'] = ({ data }, stats) => {
      passed.push({ atMs: performance.now(), text: data as string, countsFromMs: stats.loading.start });
    };
    const nothing = (): void => undefined;
    loader.load(CONTEXT, {} as LoaderConfiguration, { onSuccess, onError: nothing, onTimeout: nothing });
    return loader;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.advanceTimersByTime(10_000);
    [asked, gone, newest, passed] = [[], 0, 1, []];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('hands on the first playlist at once, and has hls.js ask again soon', () => {
    const startMs = performance.now();
    load(promptPlaylists(Base));
    vi.advanceTimersByTime(10);
    expect(passed).toHaveLength(1);
    expect(passed[0]).toMatchObject({ atMs: startMs + 10, countsFromMs: startMs - 900 });
  });

  test('holds the second until there is news, and then knows the rhythm', () => {
    const Prompt = promptPlaylists(Base);
    load(Prompt);
    vi.advanceTimersByTime(100);
    load(Prompt);
    vi.advanceTimersByTime(300);
    expect(passed).toHaveLength(1);
    newest = 2;
    const newsMs = performance.now();
    vi.advanceTimersByTime(100);
    expect(passed).toHaveLength(2);
    expect(passed[1]?.text).toContain('2.ts');
    expect((passed[1]?.atMs ?? NaN) - newsMs).toBeLessThanOrEqual(100);

    const requests = asked.length;
    load(Prompt);
    vi.advanceTimersByTime(700);
    expect(asked).toHaveLength(requests);
    newest = 3;
    vi.advanceTimersByTime(300);
    expect(passed).toHaveLength(3);
    expect(asked.length - requests).toBeLessThanOrEqual(2);
  });

  test('hands on a playlist without news when the stream has halted', () => {
    const Prompt = promptPlaylists(Base);
    load(Prompt);
    vi.advanceTimersByTime(100);
    load(Prompt);
    vi.advanceTimersByTime(2_000);
    expect(passed).toHaveLength(2);
  });

  test.each(['abort', 'destroy'] as const)('%s ends the asking', (end) => {
    const Prompt = promptPlaylists(Base);
    load(Prompt);
    vi.advanceTimersByTime(100);
    const loader = load(Prompt);
    vi.advanceTimersByTime(150);
    const requests = asked.length;
    loader[end]();
    vi.advanceTimersByTime(2_000);
    expect(asked).toHaveLength(requests);
    expect(gone).toBe(1);
  });

  test('starts without knowledge for each playing', () => {
    load(promptPlaylists(Base));
    vi.advanceTimersByTime(10);
    load(promptPlaylists(Base));
    vi.advanceTimersByTime(10);
    expect(passed).toHaveLength(2);
  });
});
