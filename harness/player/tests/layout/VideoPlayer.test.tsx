// @vitest-environment happy-dom

import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Listener, StartEngine } from '../../src/engines/engine';

const engines = vi.hoisted(() => {
  const opened: { readonly name: string; readonly say: Listener }[] = [];
  const fake =
    (name: string): StartEngine =>
    (_, _url, say) => {
      opened.push({ name, say });
      return () => undefined;
    };
  return { opened, fake };
});
vi.mock('../../src/engines/flv', () => ({ startFlv: engines.fake('flv') }));
vi.mock('../../src/engines/hls', () => ({ startHls: engines.fake('hls') }));

const { VideoPlayer } = await import('../../src/layout/VideoPlayer');
const SETTINGS = {
  mode: 'flv',
  urls: { flv: 'http://a.test/a.flv', hls: 'http://a.test/a.m3u8' },
  key: 'kk',
  defect: null,
} as const;

describe('the player on the page', () => {
  let root: Root;
  const byId = (id: string): HTMLElement | null => document.querySelector(`[data-testid=${id}]`);
  const hear = (event: Parameters<Listener>[0]): void => act(() => engines.opened.at(-1)?.say(event));
  const later = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    engines.opened.length = 0;
    const element = document.body.appendChild(document.createElement('div'));
    act(() => {
      root = createRoot(element);
      root.render(<VideoPlayer settings={SETTINGS} />);
    });
  });
  afterEach(() => {
    act(() => root.unmount());
    document.body.innerHTML = '';
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test('begins by itself, silent, and says that it is connecting', () => {
    expect(engines.opened.map(({ name }) => name)).toEqual(['flv']);
    expect((byId('video') as HTMLVideoElement).muted).toBe(true);
    expect(byId('video')?.hasAttribute('playsinline')).toBe(true);
    expect(byId('player')?.dataset['state']).toBe('connecting');
    expect(byId('overlay-connecting')).not.toBeNull();
    expect(document.body.textContent).not.toContain('kk'); // whoever has the key can publish
  });

  test('shows the badge and no overlay while it is live', () => {
    hear({ type: 'playing' });
    expect(byId('player')?.dataset).toMatchObject({ state: 'live', engine: 'flv' });
    expect(byId('badge-live')).not.toBeNull();
    expect(document.querySelector('[data-testid^=overlay]')).toBeNull();
    expect(byId('state')?.textContent).toBe('LIVE via FLV');
  });

  test('counts its attempts and goes over to HLS', () => {
    hear({ type: 'playing' });
    for (const [attempt, delayMs] of [
      [1, 1_000],
      [2, 2_000],
      [3, 4_000],
    ] as const) {
      hear({ type: 'failed', reason: 'cut' });
      expect(byId('overlay-retrying')?.textContent).toBe(`Reconnecting, attempt ${String(attempt)} of 3`);
      expect(byId('badge-live')).toBeNull();
      later(delayMs);
    }
    hear({ type: 'failed', reason: 'cut' });
    expect(byId('overlay-switching')).not.toBeNull();
    hear({ type: 'playing' });
    expect(byId('state')?.textContent).toBe('LIVE via HLS');
  });

  test('says why it cannot play, and begins again when asked to', () => {
    for (const delayMs of [1_000, 2_000, 4_000, 0, 0]) {
      hear({ type: 'failed', reason: 'networkError: manifestLoadError' });
      later(delayMs);
    }
    expect(byId('overlay-error')?.textContent).toContain('networkError: manifestLoadError');
    act(() => byId('button-try-again')?.click());
    expect(engines.opened.at(-1)?.name).toBe('flv');
    expect(byId('player')?.dataset['state']).toBe('connecting');
  });

  test('turns sound on and off', () => {
    act(() => byId('button-sound')?.click());
    expect((byId('video') as HTMLVideoElement).muted).toBe(false);
    expect(byId('button-sound')?.getAttribute('aria-pressed')).toBe('true');
    act(() => byId('button-sound')?.click());
    expect((byId('video') as HTMLVideoElement).muted).toBe(true);
  });

  test('is told to screen readers as it changes', () => {
    expect(byId('state')?.getAttribute('role')).toBe('status');
    expect(byId('player')?.getAttribute('aria-label')).toBe('Live stream');
  });
});
