// @vitest-environment happy-dom

import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { LayoutEvent, MediaEvent } from '../src/layout/liveLayout/machine';
import type { SignallingSettings, SignallingStanding } from '../src/signalling/types';

const CALM: SignallingStanding = { connection: 'connecting', viewers: null, ended: false, chat: null };

const fakes = vi.hoisted(() => ({
  log: [] as string[],
  asked: null as SignallingSettings | null,
  stand: undefined as unknown as (standing: SignallingStanding) => void,
  first: null as SignallingStanding | null,
}));
vi.mock('../src/signalling/signalling', () => ({
  startSignalling: (asked: SignallingSettings, changed: (standing: SignallingStanding) => void) => {
    fakes.asked = asked;
    fakes.stand = changed;
    if (fakes.first !== null) changed(fakes.first);
    return {
      send: (text: string) => Promise.resolve({ ok: true, text }),
      stop: () => fakes.log.push('signalling off'),
    };
  },
}));
vi.mock('../src/session', () => ({
  startSession: (_: unknown, _parts: unknown, tell: (event: MediaEvent) => void) => {
    tell({ type: 'opened', engine: 'flv', attempt: 0 });
    return {
      stop: () => fakes.log.push('media off'),
      tryAgain: () => fakes.log.push('again'),
      behindLiveMs: () => 600,
    };
  },
}));

const { startLive } = await import('../src/live');
const { RULES, rulesWith } = await import('../src/rules');
const { SETTINGS } = await import('./made');

describe('media and signalling together', () => {
  let told: LayoutEvent[];
  let standings: SignallingStanding[];
  const start = (change: Partial<typeof SETTINGS> = {}): ReturnType<typeof startLive> => {
    const parts = { video: document.createElement('video'), engines: {} as never, beforeClose: () => undefined };
    const settings = { ...SETTINGS, socketUrl: 'http://example.test', ...change };
    return startLive(settings, parts, { tell: (event) => told.push(event), signalled: (one) => standings.push(one) });
  };

  beforeEach(() => {
    [told, standings, fakes.log, fakes.asked, fakes.first] = [[], [], [], null, CALM];
  });

  test('signalling is asked for as the address says', () => {
    start({ viewers: 3, breaker: false, chat: false });
    const asked = { socketUrl: 'http://example.test', key: 'kk', viewers: 3, breaker: false, chat: false };
    expect(fakes.asked).toEqual({ ...asked, rules: RULES.signalling });
  });

  test('a defect of the signalling reaches it', () => {
    start({ defect: 'no-jitter' });
    expect(fakes.asked?.rules).toEqual(rulesWith('no-jitter').signalling);
  });

  test('without a server there is none, and nothing is sent', async () => {
    const live = start({ socketUrl: null });
    expect(fakes.asked).toBeNull();
    expect(await live.send('hello')).toEqual({ ok: false, error: 'offline' });
  });

  test('each change of the connection is told once', () => {
    start();
    fakes.stand({ ...CALM, connection: 'connected' });
    fakes.stand({ ...CALM, connection: 'connected', viewers: 2 });
    expect(told.slice(1)).toEqual([{ type: 'connection', is: 'connected' }]);
    expect(standings).toHaveLength(3);
  });

  test('the end of the broadcast ends media before anything else is told', () => {
    start();
    fakes.stand({ ...CALM, connection: 'closed', ended: true });
    fakes.stand({ ...CALM, connection: 'closed', ended: true, viewers: 1 });
    expect(fakes.log).toEqual(['media off']);
    expect(told.filter(({ type }) => type === 'ended')).toHaveLength(1);
  });

  test('so does one that came before this page', () => {
    fakes.first = { ...CALM, ended: true };
    start();
    expect(fakes.log).toEqual(['media off']);
  });

  test('media go on after the end, with the defect', () => {
    start({ defect: 'stale-events' });
    fakes.stand({ ...CALM, ended: true });
    expect(fakes.log).toEqual([]);
    expect(told.at(-1)).toEqual({ type: 'ended' });
  });

  test('both stop when the page goes', () => {
    start().stop();
    expect(fakes.log).toEqual(['signalling off', 'media off']);
  });
});
