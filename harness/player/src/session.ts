/** Carries out what the policies decide: opens and closes engines, waits, and tells how playing stands. */

import type { EngineEvent, StartEngine, Stop } from './engines/engine';
import { type Command, type Event, IDLE, type Mode, next, type State } from './policies/flvRetry';
import type { Settings } from './settings';

export interface Standing {
  readonly retry: State;
  readonly playing: boolean; // the engine that is open has begun to play
  readonly wasLive: boolean; // any engine has played before
  readonly reason: string | null; // of the last failure
}

export interface Parts {
  readonly video: HTMLVideoElement;
  readonly engines: Readonly<Record<Mode, StartEngine>>;
  /** Called while the last picture is still there. */
  readonly beforeClose: () => void;
}

type Change = (standing: Standing) => void;

export const AT_REST: Standing = { retry: IDLE, playing: false, wasLive: false, reason: null };

export function startSession(settings: Settings, parts: Parts, changed: Change): Stop {
  const session = new Session(settings, parts, changed);
  session.take({ type: 'begun', mode: settings.mode });
  return () => session.close();
}

class Session {
  readonly #settings: Settings;
  readonly #parts: Parts;
  readonly #changed: Change;
  #standing = AT_REST;
  #stopEngine: Stop | null = null;
  #timer: number | undefined;

  constructor(settings: Settings, parts: Parts, changed: Change) {
    this.#settings = settings;
    this.#parts = parts;
    this.#changed = changed;
  }

  take(event: Event): void {
    const { state, commands } = next(this.#standing.retry, event, performance.now());
    this.#stand({ retry: state });
    for (const command of commands) this.#obey(command);
  }

  close(): void {
    window.clearTimeout(this.#timer);
    this.#closeEngine();
  }

  #obey(command: Command): void {
    switch (command.type) {
      case 'open':
        this.#openEngine(command.engine);
        break;
      case 'close':
        this.#parts.beforeClose();
        this.#closeEngine();
        break;
      case 'wake':
        this.#timer = window.setTimeout(() => this.take({ type: 'woken' }), command.atMs - performance.now());
        break;
    }
  }

  #openEngine(engine: Mode): void {
    const { video, engines } = this.#parts;
    const url = this.#settings.urls[engine];
    window.chaoslab?.mark('engine opened', { engine });
    this.#stopEngine = engines[engine](video, url, (event) => this.#hear(engine, event));
  }

  #closeEngine(): void {
    this.#stopEngine?.();
    this.#stopEngine = null;
    this.#stand({ playing: false });
  }

  #hear(engine: Mode, event: EngineEvent): void {
    if (event.type === 'playing') this.#stand({ playing: true, wasLive: true });
    if (event.type === 'failed') {
      this.#stand({ reason: event.reason });
      window.chaoslab?.mark('engine failed', { engine, reason: event.reason });
    }
    this.take({ type: event.type });
  }

  #stand(change: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...change };
    this.#changed(this.#standing);
  }
}
