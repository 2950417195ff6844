// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Connection, openConnection } from '../../src/signalling/connection';
import { chatRules, type ReconnectRules, streamingRules } from '../../src/signalling/reconnect';
import { SIGNALLING_RULES } from '../../src/signalling/rules';
import { MadeServer } from './made';

let server: MadeServer;
let told: string[];
let connection: Connection;

const begin = (rules: ReconnectRules): void => {
  connection = openConnection(
    { url: 'http://a.test:1', namespace: 'chat', open: server.open, rules, limitMs: 5_000 },
    { became: (state) => told.push(state), heard: (event) => told.push(event) },
  );
};
const failUntilMs = (untilMs: number): void => {
  while (performance.now() < untilMs) {
    const socket = server.of('chat');
    if (!socket.isClosed) server.fail('chat');
    vi.advanceTimersByTime(1);
  }
};
const attemptsAtMs = (): number[] => server.sockets.map((socket) => socket.openedAtMs);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  [server, told] = [new MadeServer(), []];
});
afterEach(() => {
  connection.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('attempts again after each failure, later and later', () => {
  begin(chatRules(SIGNALLING_RULES));
  const startMs = performance.now();
  failUntilMs(startMs + 12_000);
  expect(attemptsAtMs().map((atMs) => atMs - startMs)).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500]);
});

test('rests after ten attempts, and says so', () => {
  begin(chatRules(SIGNALLING_RULES));
  const startMs = performance.now();
  failUntilMs(startMs + 62_000);
  expect(
    attemptsAtMs()
      .map((atMs) => atMs - startMs)
      .slice(-2),
  ).toEqual([31_500, 61_500]);
  expect(told).toEqual(['reconnecting', 'suspended', 'reconnecting']);
});

test('makes one trial a minute while the breaker is open, and gives up after ten attempts', () => {
  begin(streamingRules(SIGNALLING_RULES, true));
  const startMs = performance.now();
  failUntilMs(startMs + 600_000);
  expect(attemptsAtMs().map((atMs) => Math.round((atMs - startMs) / 1_000))).toEqual([
    0, 1, 2, 4, 8, 68, 128, 188, 248, 308, 368,
  ]);
  expect(told.slice(0, 4)).toEqual(['reconnecting', 'suspended', 'reconnecting', 'suspended']);
  expect(told.at(-1)).toBe('gave-up');
});

test('answers the loss of a connection after the first delay, on a new socket', () => {
  begin(streamingRules(SIGNALLING_RULES, true));
  server.connect('chat');
  vi.advanceTimersByTime(9_000);
  server.lose('chat');
  vi.advanceTimersByTime(499);
  expect(server.sockets).toHaveLength(1);
  vi.advanceTimersByTime(1);
  server.connect('chat');
  expect(server.sockets.map((socket) => socket.isClosed)).toEqual([true, false]);
  expect(told).toEqual(['connected', 'reconnecting', 'connected']);
});

test('an attempt that takes longer than its limit has failed', () => {
  begin(streamingRules(SIGNALLING_RULES, true));
  vi.advanceTimersByTime(4_999);
  expect(server.of('chat').isClosed).toBe(false);
  vi.advanceTimersByTime(1);
  expect(server.of('chat').isClosed).toBe(true);
  vi.advanceTimersByTime(500);
  expect(server.sockets).toHaveLength(2);
});

test('the limit is for attempts, not for connections', () => {
  begin(streamingRules(SIGNALLING_RULES, true));
  server.connect('chat');
  vi.advanceTimersByTime(60_000);
  expect(server.of('chat').isClosed).toBe(false);
});

test('does not heed a socket that was replaced', () => {
  begin(streamingRules(SIGNALLING_RULES, true));
  const old = server.of('chat');
  server.fail('chat');
  vi.advanceTimersByTime(500);
  old.tell({ type: 'connected' });
  old.tell({ type: 'heard', event: 'late', data: null });
  expect(told).toEqual(['reconnecting']);
  server.connect('chat');
  old.tell({ type: 'lost', reason: 'late' });
  expect(told).toEqual(['reconnecting', 'connected']);
});

test('asks the socket that stands, and without one has no answer', async () => {
  begin(streamingRules(SIGNALLING_RULES, true));
  server.answers = { 'chat:join': 'welcome' };
  server.connect('chat');
  expect(await connection.ask('chat:join', {}, 1_000)).toBe('welcome');
  server.lose('chat');
  expect(await connection.ask('chat:join', {}, 1_000)).toBeNull();
});

test('closed while it waits, it never attempts again', () => {
  begin(streamingRules(SIGNALLING_RULES, true));
  server.fail('chat');
  connection.close();
  vi.advanceTimersByTime(600_000);
  expect(server.sockets).toHaveLength(1);
  expect(told.at(-1)).toBe('closed');
});

test('closed while it attempts, it drops that socket and does not heed it', () => {
  begin(streamingRules(SIGNALLING_RULES, true));
  connection.close();
  server.connect('chat');
  expect(server.of('chat').isClosed).toBe(true);
  expect(told).toEqual(['closed']);
});

test('tells whoever observes the page of attempts, suspensions and giving up', () => {
  const marks: unknown[] = [];
  vi.stubGlobal('chaoslab', { mark: (name: string, data: unknown) => marks.push([name, data]) });
  begin({ ...streamingRules(SIGNALLING_RULES, true), attempts: 2, breakerFailures: 2 });
  failUntilMs(performance.now() + 70_000);
  vi.unstubAllGlobals();
  expect(marks).toEqual([
    ['socket attempted', { namespace: 'chat', attempt: 1 }],
    ['socket suspended', { namespace: 'chat', why: 'breaker' }],
    ['socket attempted', { namespace: 'chat', attempt: 2 }],
    ['socket given up', { namespace: 'chat' }],
  ]);
});
