/** The connection that counts this viewer in, and tells how many watch and when the stream is over. */

import { type Connection, openConnection } from './connection';
import { joinUntilAnswered } from './joining';
import { streamingRules } from './reconnect';
import type { OpensSocket } from './socket';
import type { ConnectionState, SignallingSettings } from './types';
import { countIn, isAbout, saysEnded } from './wire';

export interface StreamingStanding {
  readonly connection: ConnectionState;
  readonly viewers: number | null; // null while nobody tells
  readonly ended: boolean;
}

export const STREAMING_AT_FIRST: StreamingStanding = { connection: 'connecting', viewers: null, ended: false };

/** Joins on every new socket, and closes itself when the stream has ended. Returns what closes it for good. */
export function startStreaming(
  settings: SignallingSettings,
  open: OpensSocket,
  changed: (standing: StreamingStanding) => void,
): () => void {
  const streaming = new Streaming(settings, open, changed);
  return () => streaming.close();
}

class Streaming {
  readonly #settings: SignallingSettings;
  readonly #changed: (standing: StreamingStanding) => void;
  readonly #connection: Connection;
  #standing = STREAMING_AT_FIRST;
  #joins = 0;
  #stopJoining = (): void => undefined;

  constructor(settings: SignallingSettings, open: OpensSocket, changed: (standing: StreamingStanding) => void) {
    const { socketUrl: url, breaker, rules } = settings;
    this.#settings = settings;
    this.#changed = changed;
    this.#connection = openConnection(
      { open, url, namespace: 'streaming', rules: streamingRules(rules, breaker), limitMs: rules.attemptLimitMs },
      { became: (state) => this.#become(state), heard: (event, data) => this.#hear(event, data) },
    );
  }

  close(): void {
    this.#connection.close();
  }

  #become(connection: ConnectionState): void {
    this.#stopJoining();
    this.#change(connection === 'connected' ? { connection } : { connection, viewers: null });
    if (connection === 'connected') this.#join();
  }

  #join(): void {
    const { key, rules } = this.#settings;
    this.#joins += 1;
    if (this.#joins > 1 && !rules.rejoins) return;
    this.#stopJoining = joinUntilAnswered(
      () => this.#connection.ask('stream:viewer:join', { key }, rules.answerLimitMs),
      (answer) => {
        this.#count(answer);
        if (saysEnded(answer)) this.#end();
      },
    );
  }

  #hear(event: string, data: unknown): void {
    if (event === 'stream:viewer:count') this.#count(data);
    if (event === 'stream:ended' && isAbout(data, this.#settings.key)) this.#end();
  }

  #count(data: unknown): void {
    const viewers = countIn(data, this.#settings.key);
    if (viewers !== null && viewers !== this.#standing.viewers) this.#change({ viewers });
  }

  #end(): void {
    if (!this.#standing.ended) this.#change({ ended: true });
    if (this.#settings.rules.endIsFinal) this.close();
  }

  #change(part: Partial<StreamingStanding>): void {
    this.#standing = { ...this.#standing, ...part };
    this.#changed(this.#standing);
  }
}
