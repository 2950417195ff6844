import { afterEach, describe, expect, test } from 'vitest';
import { Outbox, takeShip } from '../src/outbox';
import { keep } from './keep';

const holder = globalThis as { __chaoslab_ship?: unknown };
const event = '{"at_ms":1,"name":"page.shown","data":{"trusted":true}}';

function outbox(shipped: string[]): Outbox {
  return new Outbox((batch) => void (shipped[shipped.length] = batch), 'T0KEN');
}

describe('the way to the lab', () => {
  afterEach(() => {
    delete holder.__chaoslab_ship;
  });

  test('is taken, so that the page does not find it', () => {
    const ship = (): void => undefined;
    holder.__chaoslab_ship = ship;
    expect(takeShip()).toBe(ship);
    expect('__chaoslab_ship' in holder).toBe(false);
    expect(takeShip()).toBeNull();
  });

  test('is none that the page puts there later', () => {
    const heard: string[] = [];
    const box = new Outbox(takeShip(), 'T0KEN');
    holder.__chaoslab_ship = (batch: string) => heard.push(batch);
    box.send(event);
    expect(heard).toEqual([]);
  });
});

describe('the outbox', () => {
  test('numbers batches from zero, names their document and begins each with the token', () => {
    const shipped: string[] = [];
    const box = outbox(shipped);
    box.send(event);
    box.send(`${event},${event}`);
    const read = shipped.map((batch) => JSON.parse(batch.replace(/^T0KEN/, '')) as Record<string, unknown>);
    expect(read).toEqual([
      { document: String(performance.timeOrigin), seq: 0, events: [JSON.parse(event)] },
      { document: String(performance.timeOrigin), seq: 1, events: [JSON.parse(event), JSON.parse(event)] },
    ]);
    expect(shipped.every((batch) => batch.startsWith('T0KEN{'))).toBe(true);
  });

  test('shows its token to nothing that the page has replaced', () => {
    const shipped: string[] = [];
    const box = outbox(shipped);
    const seen: unknown[] = [];
    const owners = [globalThis, JSON, Function.prototype] as const;
    const restore = keep(...owners);
    const spy = (...words: unknown[]): string => {
      seen[seen.length] = words;
      return '0,"events":[]}';
    };
    try {
      Object.assign(globalThis, { String: spy });
      Object.assign(JSON, { stringify: spy });
      Object.assign(Function.prototype, { call: spy, apply: spy });
      box.send(event);
    } finally {
      restore();
    }
    expect(seen).toEqual([]);
    expect(shipped[0]).toContain('"seq":0,');
  });
});
