import { beforeEach, expect, test, vi } from 'vitest';
import { openSocket, type SocketNews } from '../../src/signalling/socket';

/** A stand-in for the library's socket: its events are emitted by hand. */
class Library {
  readonly on = (event: string, heard: (...args: unknown[]) => void): void => void (this.#on[event] = heard);
  readonly onAny = (heard: (...args: unknown[]) => void): void => this.on('any', heard);
  readonly io = { engine: { on: (_: string, heard: (...args: unknown[]) => void): void => this.on('engine', heard) } };
  readonly disconnect = vi.fn(() => this.emit('disconnect', 'io client disconnect'));
  readonly emitWithAck = vi.fn((): Promise<unknown> => Promise.resolve('answer'));
  readonly timeout = vi.fn(() => this);
  readonly #on: Record<string, (...args: unknown[]) => void> = {};

  emit(event: string, ...args: unknown[]): void {
    this.#on[event]?.(...args);
  }
}

const io = vi.hoisted(() => vi.fn());
vi.mock('socket.io-client', () => ({ io }));

let library: Library;
let told: SocketNews[];
const open = (): ReturnType<typeof openSocket> =>
  openSocket({ url: 'http://a.test:1/', namespace: 'streaming' }, (news) => told.push(news));

beforeEach(() => {
  [library, told] = [new Library(), []];
  io.mockReset().mockReturnValue(library);
});

test('opens a connection of its own by WebSocket alone, named in its address, and leaves retries to us', () => {
  open();
  expect(io).toHaveBeenCalledExactlyOnceWith('http://a.test:1/streaming', {
    ...{ forceNew: true, reconnection: false, transports: ['websocket'], query: { ns: 'streaming' } },
  });
});

test.each<[string, unknown]>([
  ['connect_error', new Error('refused')],
  ['disconnect', 'refused'], // while its namespace was not joined yet
  ['engine', 'refused'], // before its first word
])('%s before it stands is a failed attempt, told once', (event, what) => {
  open();
  library.emit(event, what);
  library.emit('disconnect', 'again');
  expect(told).toEqual([{ type: 'failed', reason: 'refused' }]);
  expect(library.disconnect).toHaveBeenCalledOnce();
});

test.each(['io server disconnect', 'ping timeout', 'transport close'])('%s of what stood is a loss', (reason) => {
  open();
  library.emit('connect');
  library.emit('disconnect', reason);
  library.emit('engine', 'again');
  expect(told).toEqual([{ type: 'connected' }, { type: 'lost', reason }]);
});

test('hands on what the server says', () => {
  open();
  library.emit('connect');
  library.emit('any', 'stream:ended', { key: 'kk' });
  expect(told.at(-1)).toEqual({ type: 'heard', event: 'stream:ended', data: { key: 'kk' } });
});

test('closed by us, it tells nothing more', () => {
  const socket = open();
  socket.close();
  library.emit('connect');
  library.emit('any', 'stream:ended', {});
  library.emit('connect_error', new Error('late'));
  expect(told).toEqual([]);
});

test('asks with a limit, and has no answer when the server gives none or nothing stands', async () => {
  const socket = open();
  expect(await socket.ask('chat:join', {}, 700)).toBeNull();
  expect(library.emitWithAck).not.toHaveBeenCalled();
  library.emit('connect');
  expect(await socket.ask('chat:join', { key: 'kk' }, 700)).toBe('answer');
  expect(library.timeout).toHaveBeenCalledExactlyOnceWith(700);
  expect(library.emitWithAck).toHaveBeenCalledExactlyOnceWith('chat:join', { key: 'kk' });
  library.emitWithAck.mockRejectedValueOnce(new Error('operation has timed out'));
  expect(await socket.ask('chat:join', {}, 700)).toBeNull();
});
