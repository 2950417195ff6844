/** Carries out what the policies decide about media: opens and closes engines, waits, looks, and tells what happens. */

import type { Engine, EngineEvent, StartEngine, Stop } from './engines/engine';
import { canPlayOn, seekToLive } from './engines/playback';
import type { MediaEvent } from './layout/liveLayout/machine';
import { type Command, type Event, IDLE, type Mode, next, retryOf, type State } from './policies/flvRetry';
import * as guard from './policies/reconnectGuard';
import * as spinner from './policies/spinnerDebounce';
import * as watchdog from './policies/stallWatchdog';
import { onReturn } from './policies/tabRecovery';
import { type Rules, rulesWith } from './rules';
import type { Settings } from './settings';

export interface Parts {
  readonly video: HTMLVideoElement;
  readonly engines: Readonly<Record<Mode, StartEngine>>;
  /** Called while the last picture is still there. */
  readonly beforeClose: () => void;
}

export interface MediaSession {
  readonly stop: Stop; // for good: nothing is opened afterwards
  readonly tryAgain: () => void; // after it gave up
  readonly behindLiveMs: () => number | null;
}

type Tell = (event: MediaEvent) => void;

export function startSession(settings: Settings, parts: Parts, tell: Tell): MediaSession {
  const session = new Session(settings, parts, tell);
  session.begin();
  return {
    stop: () => session.stop(),
    tryAgain: () => session.tryAgain(),
    behindLiveMs: () => session.behindLiveMs(),
  };
}

class Session {
  readonly #settings: Settings;
  readonly #parts: Parts;
  readonly #tell: Tell;
  readonly #rules: Rules;
  #retry: State = IDLE;
  #playing = false; // the engine that is open has begun to play
  #wasLive = false; // any engine has played before
  #reason: string | null = null; // of the last failure
  #guard = guard.FRESH;
  #watchdog = watchdog.FRESH;
  #spinner: spinner.State = spinner.QUIET;
  #engine: Engine | null = null;
  #retryTimer: number | undefined;
  #spinnerTimer: number | undefined;
  #waitTimer: number | undefined;
  #lookTimer: number | undefined;

  constructor(settings: Settings, parts: Parts, tell: Tell) {
    this.#settings = settings;
    this.#parts = parts;
    this.#tell = tell;
    this.#rules = rulesWith(settings.defect);
  }

  begin(): void {
    this.#lookTimer = window.setInterval(() => this.#look(), watchdog.LOOK_EVERY_MS);
    this.#waitTimer = window.setTimeout(() => this.#tell({ type: 'keptWaiting' }), this.#rules.waitingAfterMs);
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#take({ type: 'begun', mode: this.#settings.mode });
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.clearInterval(this.#lookTimer);
    window.clearTimeout(this.#waitTimer);
    window.clearTimeout(this.#retryTimer);
    if (this.#engine !== null) this.#closeEngine();
    this.#retry = IDLE; // from which only a beginning leads on
  }

  tryAgain(): void {
    this.#guard = guard.FRESH;
    this.#take({ type: 'askedAgain' });
  }

  behindLiveMs(): number | null {
    return this.#playing && this.#engine !== null ? this.#engine.behindLiveMs() : null;
  }

  #take(event: Event): void {
    const before = this.#retry;
    const { state, commands } = next(before, event, performance.now(), this.#rules);
    this.#retry = state;
    for (const command of commands) this.#obey(command);
    if (state.phase === 'failed' && before.phase !== 'failed') this.#tell({ type: 'gaveUp', reason: this.#reason });
  }

  #obey(command: Command): void {
    switch (command.type) {
      case 'open':
        this.#openEngine(command.engine);
        break;
      case 'close':
        this.#closeEngine();
        this.#tell({ type: 'lost', attempt: retryOf(this.#retry), reason: this.#reason });
        break;
      case 'wake':
        this.#retryTimer = window.setTimeout(() => this.#take({ type: 'woken' }), command.atMs - performance.now());
        break;
    }
  }

  #openEngine(engine: Mode): void {
    const { video, engines } = this.#parts;
    window.chaoslab?.mark('engine opened', { engine });
    this.#watchdog = watchdog.FRESH;
    this.#tell({ type: 'opened', engine, attempt: retryOf(this.#retry) });
    const hear = (event: EngineEvent): void => this.#hear(engine, event);
    this.#engine = engines[engine](video, this.#settings.urls[engine], hear, this.#rules.chasesLive);
  }

  #closeEngine(): void {
    this.#parts.beforeClose();
    this.#engine?.stop();
    this.#engine = null;
    this.#playing = false;
    this.#guard = guard.next(this.#guard, { type: 'starved' }, performance.now(), this.#rules).state; // nothing plays now
    this.#spin({ type: 'relieved' });
  }

  #hear(engine: Mode, event: EngineEvent): void {
    switch (event.type) {
      case 'playing':
        this.#played();
        this.#heed(event);
        this.#spin({ type: 'relieved' });
        this.#take(event);
        break;
      case 'starved':
        this.#heed(event);
        if (this.#playing) this.#spin(event);
        this.#take(event);
        break;
      case 'failed':
        this.#reason = event.reason;
        window.chaoslab?.mark('engine failed', { engine, reason: event.reason });
        this.#take({ type: 'failed', wasLive: this.#wasLive });
        break;
    }
  }

  #played(): void {
    window.clearTimeout(this.#waitTimer);
    if (!this.#playing) this.#tell({ type: 'played' });
    this.#playing = true;
    this.#wasLive = true;
  }

  /** Once a second: does the picture move? A tab that is hidden shows none, and a stream that never began is waited for. */
  #look(): void {
    const isOpen = this.#engine !== null && this.#wasLive && !document.hidden;
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
    if (verdict === 'give up') this.#reason = `no picture after ${String(state.used)} reconnects`;
    this.#take({ type: verdict === 'give up' ? 'gaveUp' : 'reconnect' });
  }

  #spin(event: spinner.Event): void {
    const wasShown = this.#spinner.phase === 'shown';
    const { state, wakeAtMs } = spinner.next(this.#spinner, event, performance.now(), this.#rules);
    this.#spinner = state;
    if (state.phase === 'quiet') window.clearTimeout(this.#spinnerTimer);
    if (wakeAtMs !== null) {
      this.#spinnerTimer = window.setTimeout(() => this.#spin({ type: 'woken' }), wakeAtMs - performance.now());
    }
    const isShown = state.phase === 'shown';
    if (isShown !== wasShown) this.#tell({ type: 'buffering', lasts: isShown });
  }

  readonly #onVisibility = (): void => {
    if (document.hidden || this.#engine === null) return;
    const { video } = this.#parts;
    const verdict = onReturn(this.#wasLive, canPlayOn(video), this.#rules);
    if (verdict !== 'stay') window.chaoslab?.mark('tab came back', { verdict });
    if (verdict === 'seek to live') seekToLive(video);
    if (verdict === 'reload') this.#take({ type: 'reconnect' });
  };
}
