import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

interface Batch {
  readonly document: string;
  readonly seq: number;
  readonly events: readonly unknown[];
}

const holder = globalThis as { __chaoslab_ship?: (batch: string) => void };
const event = { at_ms: 1, name: 'page.shown', data: { trusted: true } };

describe('the outbox', () => {
  let shipped: Batch[];
  const listen = (): void => {
    holder.__chaoslab_ship = (batch) => shipped.push(JSON.parse(batch) as Batch);
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.resetModules(); // the recorder takes the timers it finds when it is loaded
    shipped = [];
  });
  afterEach(() => {
    vi.useRealTimers();
    delete holder.__chaoslab_ship;
  });

  test('numbers batches from zero and names their document', async () => {
    const { Outbox } = await import('../src/outbox');
    listen();
    const outbox = new Outbox();
    outbox.send([event]);
    outbox.send([event, event]);
    expect(shipped.map(({ seq, events }) => [seq, events.length])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(shipped[0]?.document).toBe(String(performance.timeOrigin));
    expect(shipped[0]?.events).toEqual([event]);
  });

  test('keeps batches until somebody listens, and ships them in order', async () => {
    const { Outbox } = await import('../src/outbox');
    const outbox = new Outbox();
    outbox.send([event]);
    outbox.send([event]);
    vi.advanceTimersByTime(1_000);
    listen();
    vi.advanceTimersByTime(100);
    outbox.send([event]);
    expect(shipped.map(({ seq }) => seq)).toEqual([0, 1, 2]);
  });

  test('forgets the oldest when too many wait, and the numbering shows it', async () => {
    const { Outbox } = await import('../src/outbox');
    const outbox = new Outbox();
    for (let sent = 0; sent < 2_100; sent++) outbox.send([event]);
    listen();
    vi.advanceTimersByTime(100);
    expect(shipped).toHaveLength(2_000);
    expect(shipped[0]?.seq).toBe(100);
  });
});
