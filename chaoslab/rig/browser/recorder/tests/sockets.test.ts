import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventsIn, type RecordedEvent } from './batch';
import { Recorder } from '../src/recorder';
import { SocketWatch } from '../src/sockets';
import { keep } from './keep';

class Stub {
  static readonly OPEN = 1;
  static made = 0;
  readonly #url: string;
  readonly protocols: unknown;

  constructor(url: string, protocols?: unknown) {
    if (url === 'no url') throw new SyntaxError('not a URL');
    this.#url = new URL(url, 'ws://example.test/').href;
    this.protocols = protocols;
    Stub.made++;
  }

  get url(): string {
    return this.#url;
  }
}

describe('a WebSocket of the page', () => {
  let events: RecordedEvent[];
  let restore: () => void;

  beforeEach(() => {
    events = [];
    restore = keep(globalThis, Stub.prototype);
    globalThis.WebSocket = Stub as unknown as typeof WebSocket;
    new SocketWatch(new Recorder({ send: (batch) => events.push(...eventsIn(batch)) })).start();
  });
  afterEach(() => {
    restore();
    globalThis.WebSocket = Stub as unknown as typeof WebSocket;
  });
  const recorded = async (): Promise<readonly RecordedEvent[]> => {
    await Promise.resolve();
    return events;
  };

  test('is recorded with its whole URL and the instant before it was made', async () => {
    const before = performance.now();
    new WebSocket('/socket.io/?ns=chat');
    expect(await recorded()).toMatchObject([
      { name: 'socket.asked', data: { url: 'ws://example.test/socket.io/?ns=chat' } },
    ]);
    expect(events[0]?.at_ms).toBeGreaterThanOrEqual(before);
    expect(events[0]?.at_ms).toBeLessThanOrEqual(performance.now());
  });

  test('is made once, by the browser, with all that it was given', () => {
    const made = Stub.made;
    const socket = new WebSocket('/', ['a', 'b']) as unknown as Stub;
    expect(Stub.made).toBe(made + 1);
    expect(socket.protocols).toEqual(['a', 'b']);
  });

  test('looks as it did: statics, prototype, instanceof, constructor, name and length', () => {
    const socket = new WebSocket('/');
    expect(WebSocket.OPEN).toBe(1);
    expect(WebSocket.prototype).toBe(Stub.prototype);
    expect(socket).toBeInstanceOf(WebSocket);
    expect(socket).toBeInstanceOf(Stub);
    expect(socket.constructor).toBe(WebSocket);
    expect(Object.keys(WebSocket.prototype)).not.toContain('constructor');
    expect([WebSocket.name, WebSocket.length]).toEqual([Stub.name, Stub.length]);
  });

  test('may be a subclass of the page, whose own URL is not asked', async () => {
    class Own extends WebSocket {
      override get url(): string {
        throw new Error('not for you');
      }
    }
    const socket = new Own('/mine');
    expect(socket).toBeInstanceOf(Own);
    expect(socket.constructor).toBe(Own);
    expect(await recorded()).toMatchObject([{ data: { url: 'ws://example.test/mine' } }]);
  });

  test('is not recorded when it could not be made, and the page sees the same error', async () => {
    expect(() => new WebSocket('no url')).toThrow(new SyntaxError('not a URL'));
    expect(await recorded()).toEqual([]);
  });
});
