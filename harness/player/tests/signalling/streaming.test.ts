// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SIGNALLING_BROKEN, type SignallingRules } from '../../src/signalling/rules';
import { startStreaming, STREAMING_AT_FIRST, type StreamingStanding } from '../../src/signalling/streaming';
import { MadeServer, settingsWith } from './made';

let server: MadeServer;
let standing: StreamingStanding;
let close: () => void;

const begin = (rules: Partial<SignallingRules> = {}): void => {
  close = startStreaming(settingsWith(rules), server.open, (changed) => (standing = changed));
};
const connect = async (): Promise<void> => {
  server.connect('streaming');
  await vi.advanceTimersByTimeAsync(0);
};
const loseAndConnect = async (): Promise<void> => {
  server.lose('streaming');
  await vi.advanceTimersByTimeAsync(700); // the longest first delay
  await connect();
};
const joins = (): unknown[] => server.sockets.map((socket) => socket.asked);
const JOIN = { event: 'stream:viewer:join', data: { key: 'kk' } };

beforeEach(() => {
  vi.useFakeTimers();
  [server, standing] = [new MadeServer(), STREAMING_AT_FIRST];
  server.answers = { 'stream:viewer:join': { key: 'kk', count: 3, ended: false } };
});
afterEach(() => {
  close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('joins when it is connected, and knows the count from the answer', async () => {
  begin();
  expect(server.of('streaming').asked).toEqual([]);
  await connect();
  expect(joins()).toEqual([[JOIN]]);
  expect(standing).toEqual({ connection: 'connected', viewers: 3, ended: false });
});

test('joins again on every new socket', async () => {
  begin();
  await connect();
  await loseAndConnect();
  await loseAndConnect();
  expect(joins()).toEqual([[JOIN], [JOIN], [JOIN]]);
});

test('told to break that rule, it joins once only', async () => {
  begin(SIGNALLING_BROKEN['no-rejoin']);
  await connect();
  await loseAndConnect();
  expect(joins()).toEqual([[JOIN], []]);
});

test('a join that had no answer is asked once on the next socket, not twice', async () => {
  const { answers } = server;
  server.answers = {};
  begin();
  await connect();
  server.answers = answers;
  await loseAndConnect();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(joins()).toEqual([[JOIN], [JOIN]]);
});

test('follows the count of its own stream, and does not know it without a connection', async () => {
  begin();
  await connect();
  server.say('streaming', 'stream:viewer:count', { key: 'kk', count: 4 });
  server.say('streaming', 'stream:viewer:count', { key: 'other', count: 9 });
  expect(standing.viewers).toBe(4);
  server.lose('streaming');
  expect(standing).toEqual({ connection: 'reconnecting', viewers: null, ended: false });
});

test('the end of its stream closes it for good', async () => {
  begin();
  await connect();
  server.say('streaming', 'stream:ended', { key: 'other' });
  expect(standing.ended).toBe(false);
  server.say('streaming', 'stream:ended', { key: 'kk' });
  expect(standing).toEqual({ connection: 'closed', viewers: null, ended: true });
  expect(server.of('streaming').isClosed).toBe(true);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(server.sockets).toHaveLength(1);
});

test('so does an answer that says it has ended already', async () => {
  server.answers = { 'stream:viewer:join': { key: 'kk', count: 1, ended: true } };
  begin();
  await connect();
  expect(standing).toEqual({ connection: 'closed', viewers: null, ended: true });
});

test('told to heed what comes after the end, it stays and comes back', async () => {
  begin(SIGNALLING_BROKEN['stale-events']);
  await connect();
  server.say('streaming', 'stream:ended', { key: 'kk' });
  expect(standing).toEqual({ connection: 'connected', viewers: 3, ended: true });
  await loseAndConnect();
  expect(joins()).toEqual([[JOIN], [JOIN]]);
});
