// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FetchWatch } from '../src/fetches';
import { eventsIn, type RecordedEvent } from './batch';
import { Recorder } from '../src/recorder';
import { keep } from './keep';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('a fetch of the page', () => {
  let events: RecordedEvent[];
  let restore: () => void;
  let source: ReadableStreamDefaultController<Uint8Array>;
  const watch = (answer: () => Promise<unknown>): void => {
    globalThis.fetch = answer as typeof fetch;
    new FetchWatch(new Recorder({ send: (batch) => events.push(...eventsIn(batch)) })).start();
  };

  beforeEach(() => {
    events = [];
    restore = keep(globalThis, ReadableStream.prototype, ReadableStreamDefaultReader.prototype);
  });
  afterEach(() => restore());
  const streaming = async (): Promise<ReadableStreamDefaultReader<Uint8Array>> => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (source = controller) });
    watch(() => Promise.resolve({ body }));
    const response = await fetch('http://example.test/live.flv#part');
    await settled();
    if (response.body === null) throw new Error('no body');
    return response.body.getReader();
  };
  const names = (): unknown[] => events.map(({ name }) => name);

  test('is recorded when it is called, without its fragment', async () => {
    await streaming();
    expect(events).toMatchObject([{ name: 'fetch.called', data: { url: 'http://example.test/live.flv' } }]);
  });

  test('is recorded as ended when its body was read to the end', async () => {
    const reader = await streaming();
    source.enqueue(new Uint8Array(3));
    expect((await reader.read()).value).toHaveLength(3);
    source.close();
    expect((await reader.read()).done).toBe(true);
    await settled();
    expect(names()).toEqual(['fetch.called', 'fetch.ended']);
  });

  test('is recorded as failed when its body broke, and the page sees the same error', async () => {
    const reader = await streaming();
    const broken = new TypeError('network error');
    source.error(broken);
    await expect(reader.read()).rejects.toBe(broken);
    await settled();
    expect(events.at(-1)).toMatchObject({ name: 'fetch.failed', data: { error: 'TypeError: network error' } });
    expect((events[1]?.data as { call: string }).call).toBe((events[0]?.data as { call: string }).call);
  });

  test('is recorded as failed when nobody answered', async () => {
    const refused = new TypeError('Failed to fetch');
    watch(() => Promise.reject(refused));
    await expect(fetch('/gone')).rejects.toBe(refused);
    await settled();
    expect(names()).toEqual(['fetch.called', 'fetch.failed']);
  });
});
