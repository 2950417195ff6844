import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

vi.mock('mpegts.js', () => ({
  default: {
    BaseLoader: class {
      destroy(): void {
        return undefined;
      }
    },
    LoaderStatus: { kIdle: 0, kConnecting: 1, kBuffering: 2, kError: 3, kComplete: 4 },
    LoaderErrors: { EXCEPTION: 'Exception', HTTP_STATUS_CODE_INVALID: 'HttpStatusCodeInvalid' },
  },
}));

const { FlvLoader } = await import('../../src/engines/flvLoader');
const URL = 'http://example.test/live/live/a.flv';

describe('the loader of FLV', () => {
  let told: unknown[];
  let body: ReadableStreamDefaultController<Uint8Array>;
  let signal: AbortSignal | undefined;
  let loader: InstanceType<typeof FlvLoader>;

  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  const begin = async (status = 200): Promise<void> => {
    const stream = new ReadableStream<Uint8Array>({ start: (controller) => void (body = controller) });
    vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
      signal = init.signal ?? undefined;
      signal?.addEventListener('abort', () => body.error(new DOMException('aborted', 'AbortError')));
      return Promise.resolve(new Response(stream, { status }));
    });
    loader = new FlvLoader();
    loader.onDataArrival = (chunk, from, received) => told.push([new Uint8Array(chunk)[0], from, received]);
    loader.onError = (type, { code }) => told.push([type, code]);
    loader.onComplete = (from, to) => told.push(['complete', from, to]);
    loader.open({ url: URL, duration: 0 });
    await settle();
  };

  beforeEach(() => {
    told = [];
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('hands on what comes, with its place in the stream', async () => {
    await begin();
    body.enqueue(Uint8Array.of(7, 7));
    body.enqueue(Uint8Array.of(8));
    await settle();
    expect(told).toEqual([
      [7, 0, 2],
      [8, 2, 3],
    ]);
  });

  test('tells of a clean end', async () => {
    await begin();
    body.enqueue(Uint8Array.of(7));
    body.close();
    await settle();
    expect(told.at(-1)).toEqual(['complete', 0, 0]);
  });

  test('calls a cut an exception, and a refusal by its status', async () => {
    await begin();
    body.error(new TypeError('network error'));
    await settle();
    await begin(404);
    expect(told).toEqual([
      ['Exception', -1],
      ['HttpStatusCodeInvalid', 404],
    ]);
  });

  test('lets go of a stream that is stalled, and says nothing more', async () => {
    await begin();
    loader.destroy();
    await settle();
    expect(signal?.aborted).toBe(true);
    expect(told).toEqual([]);
  });
});
