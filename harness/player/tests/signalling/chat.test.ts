// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Chat, CHAT_AT_FIRST, startChat } from '../../src/signalling/chat';
import type { ChatMessage, ChatStanding } from '../../src/signalling/types';
import { MadeServer, settingsWith } from './made';

let server: MadeServer;
let standing: ChatStanding;
let chat: Chat;

const message = (id: string, second: number): ChatMessage => ({
  ...{ id, name: 'Guest 1', text: `<b>${id}</b>`, at: new Date(second * 1_000).toISOString() },
});
const connect = async (): Promise<void> => {
  server.connect('chat');
  await vi.advanceTimersByTimeAsync(0);
};
const ids = (): string[] => standing.messages.map(({ id }) => id);
const answerMessages = (answer: unknown): void => {
  server.answers = { ...server.answers, 'chat:message': answer };
};

beforeEach(() => {
  vi.useFakeTimers();
  [server, standing] = [new MadeServer(), CHAT_AT_FIRST];
  server.answers = { 'chat:join': { history: [message('a', 1), message('b', 2)] }, 'chat:message': { ok: true } };
  chat = startChat(settingsWith(), server.open, (changed) => (standing = changed));
});
afterEach(() => {
  chat.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('joins, and shows what was said before and what is said now', async () => {
  await connect();
  server.say('chat', 'chat:message', message('c', 3));
  expect(server.of('chat').asked).toEqual([{ event: 'chat:join', data: { key: 'kk' } }]);
  expect([standing.connection, ids()]).toEqual(['connected', ['a', 'b', 'c']]);
});

test('after a new join, what it knew already is there once, and what it missed in its place', async () => {
  await connect();
  server.say('chat', 'chat:message', message('d', 4));
  server.lose('chat');
  expect(ids()).toEqual(['a', 'b', 'd']);
  server.answers = { 'chat:join': { history: [message('b', 2), message('c', 3), message('d', 4), message('e', 5)] } };
  await vi.advanceTimersByTimeAsync(700);
  await connect();
  expect(ids()).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('sends, and shows the message when the server says it to all', async () => {
  await connect();
  expect(await chat.send('hello')).toEqual({ ok: true });
  expect(server.of('chat').asked.at(-1)).toEqual({ event: 'chat:message', data: { text: 'hello' } });
  expect(ids()).toEqual(['a', 'b']);
});

test('a refusal becomes a notice, until a message is taken', async () => {
  await connect();
  answerMessages({ ok: false, error: 'too_long' });
  expect(await chat.send('…')).toEqual({ ok: false, error: 'too_long' });
  expect(standing.notice).toBe('That message is too long.');
  answerMessages({ ok: true });
  await chat.send('short');
  expect(standing.notice).toBeNull();
});

test('the notice of a limit goes when the limit does', async () => {
  await connect();
  answerMessages({ ok: false, error: 'rate_limited', retryAfterMs: 6_100 });
  await chat.send('again');
  expect(standing.notice).toBe('Too many messages. Try again in 7 s.');
  await vi.advanceTimersByTimeAsync(6_099);
  expect(standing.notice).not.toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(standing.notice).toBeNull();
});

test('a notice does not outlive its connection', async () => {
  await connect();
  answerMessages({ ok: false, error: 'rate_limited', retryAfterMs: 60_000 });
  await chat.send('again');
  chat.close();
  expect([standing.notice, vi.getTimerCount()]).toEqual([null, 0]);
});

test('a join that had no answer is asked once on the next socket, not twice', async () => {
  const { answers } = server;
  server.answers = {};
  await connect();
  server.answers = answers;
  server.lose('chat');
  await vi.advanceTimersByTimeAsync(700);
  await connect();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(server.sockets.map((socket) => socket.asked.length)).toEqual([1, 1]);
});

test('without a connection nothing is sent, and the viewer is told', async () => {
  expect(await chat.send('hello')).toEqual({ ok: false, error: 'offline' });
  expect(server.of('chat').asked).toEqual([]);
  expect(standing.notice).toContain('was not sent');
  await connect();
  expect(standing.notice).toBeNull();
});

test('a message without an answer may not have been sent', async () => {
  await connect();
  answerMessages(null);
  expect(await chat.send('hello')).toEqual({ ok: false, error: 'unanswered' });
});

test('closed, it keeps its messages and takes no more', async () => {
  await connect();
  chat.close();
  server.say('chat', 'chat:message', message('c', 3));
  expect([standing.connection, ids()]).toEqual(['closed', ['a', 'b']]);
  expect(await chat.send('hello')).toEqual({ ok: false, error: 'offline' });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(server.sockets).toHaveLength(1);
});
