/** The connection that carries the chat: what was said before, what is said now, and what this viewer says. */

import { type Connection, openConnection } from './connection';
import { joinUntilAnswered } from './joining';
import { merge } from './messages';
import { noticeOf } from './notices';
import { chatRules } from './reconnect';
import type { OpensSocket } from './socket';
import type { ChatMessage, ChatStanding, ConnectionState, SendResult, SignallingSettings } from './types';
import { historyIn, messageIn, resultIn, retryAfterMsIn } from './wire';

export interface Chat {
  readonly send: (text: string) => Promise<SendResult>;
  readonly close: () => void; // for good; the messages stay
}

export const CHAT_AT_FIRST: ChatStanding = { connection: 'connecting', messages: [], notice: null };

/** Joins on every new socket; a message that comes twice is told once. */
export function startChat(
  settings: SignallingSettings,
  open: OpensSocket,
  changed: (standing: ChatStanding) => void,
): Chat {
  const chat = new Chatting(settings, open, changed);
  return { send: (text) => chat.send(text), close: () => chat.close() };
}

class Chatting {
  readonly #settings: SignallingSettings;
  readonly #changed: (standing: ChatStanding) => void;
  readonly #connection: Connection;
  #standing = CHAT_AT_FIRST;
  #stopJoining = (): void => undefined;
  #noticeTimer: number | undefined;

  constructor(settings: SignallingSettings, open: OpensSocket, changed: (standing: ChatStanding) => void) {
    const { socketUrl: url, rules } = settings;
    this.#settings = settings;
    this.#changed = changed;
    this.#connection = openConnection(
      { open, url, namespace: 'chat', rules: chatRules(rules), limitMs: rules.attemptLimitMs },
      { became: (state) => this.#become(state), heard: (event, data) => this.#hear(event, data) },
    );
  }

  async send(text: string): Promise<SendResult> {
    if (this.#standing.connection !== 'connected') return this.#refused({ ok: false, error: 'offline' }, null);
    const answer = await this.#connection.ask('chat:message', { text }, this.#settings.rules.answerLimitMs);
    const result = resultIn(answer);
    return result.ok ? this.#taken(result) : this.#refused(result, retryAfterMsIn(answer));
  }

  close(): void {
    this.#connection.close();
  }

  #become(connection: ConnectionState): void {
    this.#stopJoining();
    window.clearTimeout(this.#noticeTimer);
    this.#change({ connection, notice: null });
    if (connection === 'connected') this.#join();
  }

  #join(): void {
    const { key, rules } = this.#settings;
    this.#stopJoining = joinUntilAnswered(
      () => this.#connection.ask('chat:join', { key }, rules.answerLimitMs),
      (answer) => this.#add(historyIn(answer)),
    );
  }

  #hear(event: string, data: unknown): void {
    const message = event === 'chat:message' ? messageIn(data) : null;
    if (message !== null) this.#add([message]);
  }

  #add(came: readonly ChatMessage[]): void {
    const messages = merge(this.#standing.messages, came);
    if (messages !== this.#standing.messages) this.#change({ messages });
  }

  #taken(result: SendResult): SendResult {
    window.clearTimeout(this.#noticeTimer);
    if (this.#standing.notice !== null) this.#change({ notice: null });
    return result;
  }

  #refused(result: SendResult & { ok: false }, retryAfterMs: number | null): SendResult {
    window.clearTimeout(this.#noticeTimer);
    this.#change({ notice: noticeOf(result.error, retryAfterMs) });
    if (retryAfterMs !== null) {
      this.#noticeTimer = window.setTimeout(() => this.#change({ notice: null }), retryAfterMs);
    }
    return result;
  }

  #change(part: Partial<ChatStanding>): void {
    this.#standing = { ...this.#standing, ...part };
    this.#changed(this.#standing);
  }
}
