// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SIGNALLING_BROKEN } from '../../src/signalling/rules';
import { startSignalling } from '../../src/signalling/signalling';
import type { Signalling, SignallingSettings, SignallingStanding } from '../../src/signalling/types';
import { MadeServer, settingsWith } from './made';

let server: MadeServer;
let told: SignallingStanding[];
let signalling: Signalling;

const MESSAGE = { id: 'a', name: 'Guest 1', text: 'hello', at: '2026-01-01T10:00:00Z' };
const begin = async (settings: SignallingSettings = settingsWith()): Promise<void> => {
  signalling = startSignalling(settings, (standing) => told.push(standing), server.open);
  server.sockets.forEach((socket) => socket.tell({ type: 'connected' }));
  await vi.advanceTimersByTimeAsync(0);
};
const END = ['streaming', 'stream:ended', { key: 'kk' }] as const;

beforeEach(() => {
  vi.useFakeTimers();
  [server, told] = [new MadeServer(), []];
  server.answers = {
    'stream:viewer:join': { key: 'kk', count: 3, ended: false },
    'chat:join': { history: [MESSAGE] },
    'chat:message': { ok: true },
  };
});
afterEach(() => {
  signalling.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('tells where it stands at once, and whenever that changes', async () => {
  await begin();
  expect(told[0]).toEqual({
    ...{ connection: 'connecting', viewers: null, ended: false },
    chat: { connection: 'connecting', messages: [], notice: null },
  });
  expect(told.at(-1)).toEqual({
    ...{ connection: 'connected', viewers: 3, ended: false },
    chat: { connection: 'connected', messages: [MESSAGE], notice: null },
  });
});

test('without a chat there is neither a connection for one nor anything to say', async () => {
  await begin({ ...settingsWith(), chat: false });
  expect(server.sockets.map((socket) => socket.namespace)).toEqual(['streaming']);
  expect(told.at(-1)?.chat).toBeNull();
  expect(await signalling.send('hello')).toEqual({ ok: false, error: 'offline' });
});

test('the end of the stream closes everything for good, and what was said stays', async () => {
  await begin({ ...settingsWith(), viewers: 5 });
  expect(server.sockets).toHaveLength(6);
  server.say(...END);
  expect(server.sockets.every((socket) => socket.isClosed)).toBe(true);
  expect(told.at(-1)).toEqual({
    ...{ connection: 'closed', viewers: null, ended: true },
    chat: { connection: 'closed', messages: [MESSAGE], notice: null },
  });
  server.sockets.forEach((socket) => socket.tell({ type: 'lost', reason: 'late' }));
  await vi.advanceTimersByTimeAsync(600_000);
  expect(server.sockets).toHaveLength(6);
});

test('told to heed what comes after the end, both connections go on', async () => {
  await begin(settingsWith(SIGNALLING_BROKEN['stale-events']));
  server.say(...END);
  expect(told.at(-1)).toMatchObject({ connection: 'connected', ended: true, chat: { connection: 'connected' } });
  expect(await signalling.send('hello')).toEqual({ ok: true });
});

test('losing one connection leaves the other alone', async () => {
  await begin();
  server.lose('chat');
  expect(told.at(-1)).toMatchObject({ connection: 'connected', viewers: 3, chat: { connection: 'reconnecting' } });
});

test('the breaker can be left out', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  await begin({ ...settingsWith(), chat: false, breaker: false });
  server.lose('streaming');
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await vi.advanceTimersByTimeAsync(4_000); // the longest delay; an attempt may take longer
    expect(server.sockets).toHaveLength(attempt + 1);
    server.fail('streaming');
  }
  expect(told.at(-1)?.connection).toBe('gave-up');
});

test('stopped, it closes everything and tells nothing more', async () => {
  await begin();
  const before = told.length;
  signalling.stop();
  expect(server.sockets.every((socket) => socket.isClosed)).toBe(true);
  await vi.advanceTimersByTimeAsync(600_000);
  expect([told.length, server.sockets.length]).toEqual([before, 2]);
});
