/** A connection that comes back: carries out what the reconnect policy decides, with a socket for each attempt. */

import { type Command, type Event, IDLE, next, type Phase, type ReconnectRules, type State } from './reconnect';
import type { Address, OpenSocket, OpensSocket, SocketNews } from './socket';
import type { ConnectionState } from './types';

export interface ConnectionSettings extends Address {
  readonly open: OpensSocket;
  readonly rules: ReconnectRules;
  readonly limitMs: number; // an attempt that takes longer has failed
}

export interface Listener {
  /** Told on every change; `connected` always means a new socket, unknown to the server. */
  readonly became: (state: ConnectionState) => void;
  readonly heard: (event: string, data: unknown) => void;
}

export interface Connection {
  /** What the server answers; null when it does not within the limit, and without a connection. Never rejects. */
  readonly ask: OpenSocket['ask'];
  readonly close: () => void; // for good
}

/** Begins at once. The listener is told nothing before this returns. */
export function openConnection(settings: ConnectionSettings, listener: Listener): Connection {
  const connection = new Reconnecting(settings, listener);
  connection.take({ type: 'begun' });
  return {
    ask: (event, data, limitMs) => connection.ask(event, data, limitMs),
    close: () => connection.take({ type: 'closed' }),
  };
}

/** What a phase is called outside. */
export function stateOf(phase: Phase): ConnectionState {
  switch (phase.name) {
    case 'idle':
      return 'connecting';
    case 'attempting':
      return phase.attempt === 0 ? 'connecting' : 'reconnecting';
    case 'waiting':
      return phase.why === 'backoff' ? 'reconnecting' : 'suspended';
    case 'connected':
    case 'gave-up':
    case 'closed':
      return phase.name;
  }
}

class Reconnecting {
  readonly #settings: ConnectionSettings;
  readonly #listener: Listener;
  #state: State = IDLE;
  #told: ConnectionState = stateOf(IDLE.phase);
  #socket: OpenSocket | null = null;
  #opened = 0;
  #wakeTimer: number | undefined;
  #limitTimer: number | undefined;

  constructor(settings: ConnectionSettings, listener: Listener) {
    this.#settings = settings;
    this.#listener = listener;
  }

  take(event: Event): void {
    const now = { ms: performance.now(), draw: Math.random() };
    const { state, commands } = next(this.#state, event, now, this.#settings.rules);
    this.#state = state;
    for (const command of commands) this.#obey(command);
    this.#tell(state.phase);
  }

  async ask(event: string, data: unknown, limitMs: number): Promise<unknown> {
    return this.#socket === null ? null : this.#socket.ask(event, data, limitMs);
  }

  #obey(command: Command): void {
    switch (command.type) {
      case 'open':
        this.#open(command.attempt);
        break;
      case 'drop':
        this.#drop();
        break;
      case 'wake':
        this.#wakeTimer = window.setTimeout(() => this.take({ type: 'woken' }), command.atMs - performance.now());
        break;
    }
  }

  #open(attempt: number): void {
    const { open, url, namespace, limitMs } = this.#settings;
    if (attempt > 0) this.#mark('socket attempted', { attempt });
    this.#limitTimer = window.setTimeout(() => this.take({ type: 'failed' }), limitMs);
    const opened = ++this.#opened;
    this.#socket = open({ url, namespace }, (news) => {
      if (opened === this.#opened) this.#hear(news); // what an older socket still says is of no concern
    });
  }

  #drop(): void {
    window.clearTimeout(this.#wakeTimer);
    window.clearTimeout(this.#limitTimer);
    this.#opened += 1;
    this.#socket?.close();
    this.#socket = null;
  }

  #hear(news: SocketNews): void {
    if (news.type === 'heard') {
      this.#listener.heard(news.event, news.data);
      return;
    }
    this.take({ type: news.type });
  }

  #tell(phase: Phase): void {
    const state = stateOf(phase);
    if (state === this.#told) return;
    this.#told = state;
    if (phase.name === 'waiting' && state === 'suspended') this.#mark('socket suspended', { why: phase.why });
    if (phase.name === 'gave-up') this.#mark('socket given up', {});
    this.#listener.became(state);
  }

  #mark(name: string, data: object): void {
    window.chaoslab?.mark(name, { namespace: this.#settings.namespace, ...data });
  }
}
