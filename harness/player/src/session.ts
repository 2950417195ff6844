/** Carries out what the policies decide: opens and closes engines, waits, looks, and tells how playing stands. */

import type { EngineEvent, StartEngine, Stop } from './engines/engine';
import { canPlayOn, seekToLive } from './engines/playback';
import { type Command, type Event, IDLE, type Mode, next, type State } from './policies/flvRetry';
import * as guard from './policies/reconnectGuard';
import * as spinner from './policies/spinnerDebounce';
import * as watchdog from './policies/stallWatchdog';
import { onReturn } from './policies/tabRecovery';
import { type Rules, rulesWith } from './rules';
import type { Settings } from './settings';

export interface Standing {
  readonly retry: State;
  readonly playing: boolean; // the engine that is open has begun to play
  readonly buffering: boolean; // and has lacked data for longer than a moment
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

export const AT_REST: Standing = { retry: IDLE, playing: false, buffering: false, wasLive: false, reason: null };

export function startSession(settings: Settings, parts: Parts, changed: Change): Stop {
  const session = new Session(settings, parts, changed);
  session.begin();
  return () => session.close();
}

class Session {
  readonly #settings: Settings;
  readonly #parts: Parts;
  readonly #changed: Change;
  readonly #rules: Rules;
  #standing = AT_REST;
  #guard = guard.FRESH;
  #watchdog = watchdog.FRESH;
  #spinner: spinner.State = spinner.QUIET;
  #stopEngine: Stop | null = null;
  #retryTimer: number | undefined;
  #spinnerTimer: number | undefined;
  #lookTimer: number | undefined;

  constructor(settings: Settings, parts: Parts, changed: Change) {
    this.#settings = settings;
    this.#parts = parts;
    this.#changed = changed;
    this.#rules = rulesWith(settings.defect);
  }

  begin(): void {
    this.#take({ type: 'begun', mode: this.#settings.mode });
    this.#lookTimer = window.setInterval(() => this.#look(), watchdog.LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.clearInterval(this.#lookTimer);
    window.clearTimeout(this.#retryTimer);
    this.#closeEngine();
  }

  #take(event: Event): void {
    const { state, commands } = next(this.#standing.retry, event, performance.now(), this.#rules);
    this.#stand({ retry: state });
    for (const command of commands) this.#obey(command);
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
        this.#retryTimer = window.setTimeout(() => this.#take({ type: 'woken' }), command.atMs - performance.now());
        break;
    }
  }

  #openEngine(engine: Mode): void {
    const { video, engines } = this.#parts;
    const url = this.#settings.urls[engine];
    window.chaoslab?.mark('engine opened', { engine });
    this.#watchdog = watchdog.FRESH;
    this.#stopEngine = engines[engine](video, url, (event) => this.#hear(engine, event));
  }

  #closeEngine(): void {
    this.#stopEngine?.();
    this.#stopEngine = null;
    this.#spin({ type: 'relieved' });
    this.#stand({ playing: false });
  }

  #hear(engine: Mode, event: EngineEvent): void {
    switch (event.type) {
      case 'playing':
        this.#stand({ playing: true, wasLive: true });
        this.#heed(event);
        this.#spin({ type: 'relieved' });
        break;
      case 'starved':
        this.#heed(event);
        if (this.#standing.playing) this.#spin(event);
        break;
      case 'failed':
        this.#stand({ reason: event.reason });
        window.chaoslab?.mark('engine failed', { engine, reason: event.reason });
        break;
    }
    this.#take({ type: event.type });
  }

  /** Once a second: does the picture move? A tab that is hidden shows none, and a stream that never began is waited for. */
  #look(): void {
    const isOpen = this.#stopEngine !== null && this.#standing.wasLive && !document.hidden;
    if (!isOpen) {
      this.#watchdog = watchdog.FRESH;
      return;
    }
    const { state, stalled } = watchdog.look(this.#watchdog, this.#parts.video.currentTime, this.#rules);
    this.#watchdog = state;
    if (stalled) this.#heed({ type: 'stalled' });
  }

  #heed(event: guard.Event): void {
    const { state, verdict } = guard.next(this.#guard, event, performance.now(), this.#rules);
    this.#guard = state;
    if (verdict === 'go on') return;
    window.chaoslab?.mark('stalled', { verdict });
    if (verdict === 'give up') this.#stand({ reason: `no picture after ${String(state.used)} reconnects` });
    this.#take({ type: verdict === 'give up' ? 'gaveUp' : 'reconnect' });
  }

  #spin(event: spinner.Event): void {
    const { state, wakeAtMs } = spinner.next(this.#spinner, event, performance.now(), this.#rules);
    this.#spinner = state;
    if (state.phase === 'quiet') window.clearTimeout(this.#spinnerTimer);
    if (wakeAtMs !== null) {
      this.#spinnerTimer = window.setTimeout(() => this.#spin({ type: 'woken' }), wakeAtMs - performance.now());
    }
    this.#stand({ buffering: state.phase === 'shown' });
  }

  readonly #onVisibility = (): void => {
    if (document.hidden || this.#stopEngine === null) return;
    const { video } = this.#parts;
    const verdict = onReturn(this.#standing.wasLive, canPlayOn(video), this.#rules);
    if (verdict !== 'stay') window.chaoslab?.mark('tab came back', { verdict });
    if (verdict === 'seek to live') seekToLive(video);
    if (verdict === 'reload') this.#take({ type: 'reconnect' });
  };

  #stand(change: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...change };
    this.#changed(this.#standing);
  }
}
