// @vitest-environment happy-dom

import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Listener, StartEngine } from '../../src/engines/engine';
import type { Settings } from '../../src/settings';
import type { ChatStanding, SignallingStanding } from '../../src/signalling/types';
import { engineThat, SETTINGS } from '../made';

const fakes = vi.hoisted(() => ({
  opened: [] as { readonly name: string; readonly say: Listener }[],
  stopped: 0,
  sent: [] as string[],
  takes: true,
  stand: undefined as unknown as (standing: SignallingStanding) => void,
}));
const fake =
  (name: string): StartEngine =>
  (_, _url, say) => {
    fakes.opened.push({ name, say });
    return engineThat(() => (fakes.stopped += 1), 640);
  };
vi.mock('../../src/engines/flv', () => ({ startFlv: fake('flv') }));
vi.mock('../../src/engines/hls', () => ({ startHls: fake('hls') }));
vi.mock('../../src/signalling/signalling', () => ({
  startSignalling: (_: unknown, changed: (standing: SignallingStanding) => void) => {
    fakes.stand = changed;
    const send = (text: string): Promise<unknown> => {
      fakes.sent.push(text);
      return Promise.resolve(fakes.takes ? { ok: true } : { ok: false, error: 'rate_limited' });
    };
    return { send, stop: () => undefined };
  },
}));

const { VideoPlayer } = await import('../../src/layout/VideoPlayer');

const CHAT: ChatStanding = { connection: 'connected', messages: [], notice: null };
const TALKING: SignallingStanding = { connection: 'connected', viewers: 1, ended: false, chat: CHAT };

describe('the player on the page', () => {
  let root: Root;
  const byId = (id: string): HTMLElement | null => document.querySelector(`[data-testid=${id}]`);
  const input = (): HTMLInputElement => byId('chat-input') as HTMLInputElement;
  const hear = (event: Parameters<Listener>[0]): void => act(() => fakes.opened.at(-1)?.say(event));
  const stand = (standing: SignallingStanding): void => act(() => fakes.stand(standing));
  const later = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));
  const show = (change: Partial<Settings> = {}): void =>
    act(() => {
      root = createRoot(document.body.appendChild(document.createElement('div')));
      root.render(<VideoPlayer settings={{ ...SETTINGS, ...change }} />);
    });
  const showWithChat = (): void => {
    show({ socketUrl: 'http://example.test' });
    stand(TALKING);
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    [fakes.opened.length, fakes.stopped, fakes.sent, fakes.takes] = [0, 0, [], true];
  });
  afterEach(() => {
    act(() => root.unmount());
    document.body.innerHTML = '';
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test('begins by itself, silent, and says that it is connecting', () => {
    show();
    expect(fakes.opened.map(({ name }) => name)).toEqual(['flv']);
    expect((byId('video') as HTMLVideoElement).muted).toBe(true);
    expect(byId('video')?.hasAttribute('playsinline')).toBe(true);
    expect(byId('player')?.dataset['state']).toBe('connecting');
    expect(byId('overlay-connecting')).not.toBeNull();
    expect(document.body.textContent).not.toContain('kk'); // whoever has the key can publish
  });

  test('waits for a stream that has not begun, whatever fails, and plays it when it comes', () => {
    show();
    later(3_000);
    for (const delayMs of [1_000, 2_000, 4_000, 0, 5_000]) {
      expect(byId('overlay-waiting')).not.toBeNull();
      hear({ type: 'failed', reason: 'networkError: manifestLoadError' });
      later(delayMs);
    }
    expect(byId('overlay-waiting')).not.toBeNull();
    hear({ type: 'playing' });
    expect(byId('player')?.dataset['state']).toBe('live');
  });

  test('shows the badge, the latency and no overlay while it is live', () => {
    show();
    expect(byId('latency')).toBeNull();
    hear({ type: 'playing' });
    later(1_000);
    expect(byId('player')?.dataset).toMatchObject({ state: 'live', engine: 'flv' });
    expect(byId('badge-live')).not.toBeNull();
    expect(byId('latency')?.textContent).toBe('0.6 s behind live');
    expect(document.querySelector('[data-testid^=overlay]')).toBeNull();
    expect(byId('state')?.textContent).toBe('Live via FLV');
  });

  test('counts its attempts and goes over to HLS', () => {
    show();
    hear({ type: 'playing' });
    for (const [attempt, delayMs] of [
      [1, 1_000],
      [2, 2_000],
      [3, 4_000],
    ] as const) {
      hear({ type: 'failed', reason: 'cut' });
      expect(byId('overlay-retrying')?.textContent).toBe(`ReconnectingAttempt ${String(attempt)} of 3`);
      expect(byId('state')?.textContent).toBe(`ReconnectingAttempt ${String(attempt)} of 3`);
      expect(byId('badge-live')).toBeNull();
      later(delayMs);
    }
    hear({ type: 'failed', reason: 'cut' });
    expect(byId('overlay-switching')).not.toBeNull();
    hear({ type: 'playing' });
    expect(byId('state')?.textContent).toBe('Live via HLS');
  });

  test('says why it cannot play, and begins again when asked to', () => {
    show();
    hear({ type: 'playing' });
    for (const delayMs of [1_000, 2_000, 4_000, 0, 0]) {
      hear({ type: 'failed', reason: 'networkError: manifestLoadError' });
      later(delayMs);
    }
    expect(byId('overlay-error')?.textContent).toContain('networkError: manifestLoadError');
    act(() => byId('button-try-again')?.click());
    expect(fakes.opened.at(-1)?.name).toBe('flv');
    expect(byId('player')?.dataset['state']).toBe('retrying');
  });

  test('turns sound on and off', () => {
    show();
    expect(byId('button-sound')?.textContent).toBe('Unmute');
    act(() => byId('button-sound')?.click());
    expect((byId('video') as HTMLVideoElement).muted).toBe(false);
    expect(byId('button-sound')?.textContent).toBe('Mute');
  });

  test('is told to screen readers as it changes', () => {
    showWithChat();
    expect(byId('state')?.getAttribute('role')).toBe('status');
    expect(byId('player')?.getAttribute('aria-label')).toBe('Live stream');
    expect(document.querySelector('[role=log]')?.getAttribute('aria-label')).toBe('Chat messages');
  });

  test('has no chat and no count without signalling', () => {
    show();
    for (const id of ['chat', 'viewer-count', 'button-chat']) expect(byId(id)).toBeNull();
  });

  test('has a count and no chat when none is wanted', () => {
    show({ socketUrl: 'http://example.test', chat: false });
    stand({ ...TALKING, viewers: 1_234, chat: null });
    expect(byId('chat')).toBeNull();
    expect(byId('viewer-count')?.textContent).toBe('1,234 viewers');
  });

  test('the chat can be put away and fetched back', () => {
    showWithChat();
    act(() => byId('button-chat')?.click());
    expect(byId('chat')).toBeNull();
    expect(byId('player')?.dataset['ui']).toBe('chat-closed');
    act(() => byId('button-chat')?.click());
    expect(byId('chat')).not.toBeNull();
  });

  test('ends for good: nothing is open or can be said, and what was said stays', () => {
    showWithChat();
    hear({ type: 'playing' });
    const chat = { ...CHAT, connection: 'closed', messages: [{ id: '1', name: 'A', text: 'bye', at: '' }] } as const;
    stand({ ...TALKING, connection: 'closed', ended: true, chat });
    expect(fakes.stopped).toBe(1);
    expect(byId('overlay-ended')?.textContent).toContain('The stream has ended');
    expect(input().disabled).toBe(true);
    expect(byId('chat-message')?.textContent).toContain('bye');
    for (const id of ['badge-live', 'viewer-count', 'latency', 'button-try-again']) expect(byId(id)).toBeNull();
    later(120_000);
    expect(fakes.opened).toHaveLength(1);
    expect(document.querySelectorAll('[data-testid^=overlay]')).toHaveLength(1);
  });
});
