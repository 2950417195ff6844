/** A session whose engines do what a test says, with all that it opened and told. */

import { vi } from 'vitest';
import type { Listener, StartEngine } from '../src/engines/engine';
import type { MediaEvent } from '../src/layout/liveLayout/machine';
import type { Mode } from '../src/policies/flvRetry';
import type { Defect } from '../src/rules';
import { type MediaSession, startSession } from '../src/session';
import { engineThat, SETTINGS } from './made';

export interface Opened {
  readonly atMs: number;
  readonly engine: Mode;
  readonly url: string;
  readonly say: Listener;
  readonly chasesLive: boolean;
}

/** For fake timers and a document. */
export class MadeSession {
  readonly opened: Opened[] = [];
  readonly log: string[] = [];
  readonly told: MediaEvent[] = [];
  readonly video = document.createElement('video');
  #session: MediaSession | null = null;

  begin(mode: Mode, defect: Defect | null = null): void {
    const parts = {
      video: this.video,
      engines: { flv: this.#engine('flv'), hls: this.#engine('hls') },
      beforeClose: () => this.log.push('picture kept'),
    };
    this.#session = startSession({ ...SETTINGS, mode, defect }, parts, (event) => this.told.push(event));
  }

  stop(): void {
    this.#session?.stop();
  }

  tryAgain(): void {
    this.#session?.tryAgain();
  }

  behindLiveMs(): number | null {
    return this.#session?.behindLiveMs() ?? null;
  }

  /** Of the engine that was opened last. */
  play(): void {
    this.opened.at(-1)?.say({ type: 'playing' });
  }

  starve(): void {
    this.opened.at(-1)?.say({ type: 'starved' });
  }

  fail(): void {
    this.opened.at(-1)?.say({ type: 'failed', reason: 'cut' });
  }

  failAllOfFlv(): void {
    for (const delayMs of [1_000, 2_000, 4_000, 0]) {
      this.fail();
      vi.advanceTimersByTime(delayMs);
    }
  }

  engines(): Mode[] {
    return this.opened.map(({ engine }) => engine);
  }

  toldOf(type: MediaEvent['type']): MediaEvent[] {
    return this.told.filter((event) => event.type === type);
  }

  #engine(name: Mode): StartEngine {
    return (_, url, say, chasesLive) => {
      this.opened.push({ atMs: performance.now(), engine: name, url, say, chasesLive });
      return engineThat(() => this.log.push(`${name} stopped`), 700);
    };
  }
}
