// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startCompanions } from '../../src/signalling/companions';
import { SIGNALLING_BROKEN, type SignallingRules } from '../../src/signalling/rules';
import { MadeServer, settingsWith } from './made';

const VIEWERS = 20;
let server: MadeServer;
let close: () => void;

const begin = (rules: Partial<SignallingRules> = {}, viewers = VIEWERS): void => {
  close = startCompanions({ ...settingsWith(rules), viewers }, server.open);
};
/** How long after one outage that ended all connections each of them attempted to come back. */
const comebacksMs = (): number[] => {
  const all = [...server.sockets];
  all.forEach((socket) => socket.tell({ type: 'connected' }));
  const lostAtMs = performance.now();
  all.forEach((socket) => socket.tell({ type: 'lost', reason: 'transport close' }));
  vi.advanceTimersByTime(1_000);
  return server.sockets.slice(all.length).map((socket) => socket.openedAtMs - lostAtMs);
};

beforeEach(() => {
  vi.useFakeTimers();
  server = new MadeServer();
});
afterEach(() => {
  close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('there is one less than there are viewers, as the page itself is one', () => {
  begin();
  expect(server.sockets).toHaveLength(VIEWERS - 1);
});

test('a page with one viewer has none', () => {
  begin({}, 1);
  expect(server.sockets).toHaveLength(0);
});

test('each draws a delay of its own', () => {
  begin();
  const delays = comebacksMs();
  expect(delays).toHaveLength(VIEWERS - 1);
  expect(new Set(delays).size).toBeGreaterThan(VIEWERS / 2);
  expect([Math.min(...delays) >= 300, Math.max(...delays) <= 701]).toEqual([true, true]);
});

test('without jitter they come back all at once', () => {
  begin(SIGNALLING_BROKEN['no-jitter']);
  expect(new Set(comebacksMs())).toEqual(new Set([500]));
});

test('closed, none of them comes back', () => {
  begin();
  close();
  vi.advanceTimersByTime(600_000);
  expect(server.sockets.every((socket) => socket.isClosed)).toBe(true);
  expect(server.sockets).toHaveLength(VIEWERS - 1);
});
