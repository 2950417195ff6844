/**
 * Loads live playlists the moment they have news: what a blocking playlist reload does, for servers without it.
 *
 * hls.js asks once a segment, at a moment that has nothing to do with when segments come: a viewer would be up to one
 * segment further behind than the buffer needs.
 */

import type { HlsConfig, Loader, LoaderCallbacks, LoaderConfiguration, LoaderContext, LoaderStats } from 'hls.js';
import { FRESH, heard, type Pace } from '../policies/playlistPace';

type NewLoader = new (config: HlsConfig) => Loader<LoaderContext>;

interface Shared {
  pace: Pace;
}

/** A class of loaders that share one pace: make a new one for each playing of a stream. */
export function promptPlaylists(Base: NewLoader): NewLoader {
  const shared: Shared = { pace: FRESH };
  return class extends PromptLoader {
    constructor(config: HlsConfig) {
      super(() => new Base(config), shared);
    }
  };
}

class PromptLoader implements Loader<LoaderContext> {
  readonly #newBase: () => Loader<LoaderContext>;
  readonly #shared: Shared;
  #base: Loader<LoaderContext>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  context: LoaderContext | null = null;

  constructor(newBase: () => Loader<LoaderContext>, shared: Shared) {
    this.#newBase = newBase;
    this.#shared = shared;
    this.#base = newBase();
  }

  get stats(): LoaderStats {
    return this.#base.stats;
  }

  load(context: LoaderContext, config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
    this.context = context;
    const ask = (): void => this.#base.load(context, config, { ...callbacks, onSuccess });
    const onSuccess: typeof callbacks.onSuccess = (response, stats, ...rest) => {
      const text = typeof response.data === 'string' ? response.data : '';
      const { pace, verdict } = heard(this.#shared.pace, { text, askedAtMs: stats.loading.start }, performance.now());
      this.#shared.pace = pace;
      if (verdict.type === 'pass') {
        stats.loading.start -= verdict.soonerMs; // from here hls.js counts to its next request
        callbacks.onSuccess(response, stats, ...rest);
      } else {
        this.#base = this.#newBase(); // a loader loads once
        this.#at(verdict.atMs, ask);
      }
    };
    this.#at(this.#shared.pace.askAtMs, ask);
  }

  abort(): void {
    clearTimeout(this.#timer);
    this.#base.abort();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#base.destroy();
  }

  getCacheAge(): number | null {
    return this.#base.getCacheAge?.() ?? null;
  }

  getResponseHeader(name: string): string | null {
    return this.#base.getResponseHeader?.(name) ?? null;
  }

  #at(atMs: number, run: () => void): void {
    const waitMs = atMs - performance.now();
    if (waitMs > 0) this.#timer = setTimeout(run, waitMs);
    else run();
  }
}
