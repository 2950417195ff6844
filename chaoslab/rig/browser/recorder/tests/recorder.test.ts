import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventsIn, type RecordedEvent } from './batch';
import { keep } from './keep';
import { Recorder, stampOf } from '../src/recorder';

describe('the recorder', () => {
  let batches: (readonly RecordedEvent[])[];
  let recorder: Recorder;

  beforeEach(() => {
    batches = [];
    recorder = new Recorder({ send: (events) => batches.push(eventsIn(events)) });
  });

  test('hands on all events of one task together, at its end', async () => {
    recorder.record('page.shown', { trusted: true }, 1);
    recorder.record('page.hidden', { trusted: true }, 2);
    expect(batches).toEqual([]);
    await Promise.resolve();
    recorder.record('page.shown', { trusted: true }, 3);
    await Promise.resolve();
    expect(batches.map((batch) => batch.map((event) => event.at_ms))).toEqual([[1, 2], [3]]);
  });

  test('hands on at once when told to, and not again at the end of the task', async () => {
    recorder.record('page.closed', { persisted: false }, 1);
    recorder.flush();
    expect(batches).toHaveLength(1);
    await Promise.resolve();
    expect(batches).toHaveLength(1);
  });

  test('stamps an event with the time of its recording unless told another', () => {
    const before = performance.now();
    recorder.record('page.shown', { trusted: true });
    recorder.flush();
    expect(batches[0]?.[0]?.at_ms).toBeGreaterThanOrEqual(before);
  });

  test('keeps its errors from the page and records each kind once', () => {
    const fail = recorder.safely(() => {
      throw new Error('no');
    });
    expect(fail).not.toThrow();
    fail();
    recorder.flush();
    expect(batches.flat().map((event) => event.data)).toEqual([{ level: 'recorder', text: 'Error: no' }]);
  });

  test('ships in the middle of a task that records very much', () => {
    for (let time = 0; time < 30; time++) recorder.record('mark.made', { name: 'x'.repeat(15_000), data: null });
    expect(batches.map((batch) => batch.length)).toEqual([14, 14]);
  });

  test('shows its events to nothing that the page puts in the place of lists', () => {
    const seen: unknown[] = [];
    const restore = keep(Array.prototype);
    const spy = (...words: unknown[]): number => seen.unshift(...words);
    Object.assign(Array.prototype, { push: spy, shift: spy, join: spy });
    Object.defineProperty(Array.prototype, '0', { set: spy, configurable: true });
    const sent: { batch?: string } = {};
    try {
      const own = new Recorder({ send: (batch) => void (sent.batch = batch) });
      own.record('page.shown', { trusted: true }, 1);
      own.flush();
    } finally {
      Reflect.deleteProperty(Array.prototype, '0');
      restore();
    }
    expect(seen).toEqual([]);
    expect(sent.batch).toBe('{"at_ms":1,"name":"page.shown","data":{"trusted":true}}');
  });

  test('stops recording errors that never repeat', () => {
    for (let kind = 0; kind < 100; kind++) recorder.trouble(`kind ${String(kind)}`);
    recorder.flush();
    expect(batches.flat()).toHaveLength(20);
  });
});

describe('the stamp of a DOM event', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('is its own when the browser made it', () => {
    const event = { isTrusted: true, timeStamp: performance.now() - 0.001 };
    expect(stampOf(event as Event)).toBe(event.timeStamp);
  });

  test.each([
    ['made by the page', { isTrusted: false, timeStamp: 1 }],
    ['stamped in the future', { isTrusted: true, timeStamp: 1e12 }],
    ['not stamped', { isTrusted: true, timeStamp: 0 }],
  ])('is the present for one %s', (_, event) => {
    const before = performance.now();
    expect(stampOf(event as Event)).toBeGreaterThanOrEqual(before);
    expect(stampOf(event as Event)).toBeLessThan(before + 1_000);
  });
});
