/** What the page tells the signalling client, and what it hears from it. */

import type { SignallingRules } from './rules';

export interface SignallingSettings {
  readonly socketUrl: string; // of the server, without a path
  readonly key: string; // of the stream
  readonly chat: boolean; // whether there is one
  readonly breaker: boolean; // whether the circuit breaker may open
  readonly viewers: number; // streaming connections of this page; all but the first only swell the herd
  readonly rules: SignallingRules;
}

export type ConnectionState =
  | 'connecting' // for the first time
  | 'connected'
  | 'reconnecting' // an attempt is under way, or the next one is near
  | 'suspended' // nothing is attempted: the breaker is open, or it is a cooldown
  | 'gave-up' // for good: all attempts failed
  | 'closed'; // for good: the stream ended, or the page asked for it

export interface ChatMessage {
  readonly id: string;
  readonly name: string;
  readonly text: string; // as the viewer wrote it: never to be read as HTML
  readonly at: string; // ISO 8601
}

export interface ChatStanding {
  readonly connection: ConnectionState;
  readonly messages: readonly ChatMessage[]; // oldest first
  readonly notice: string | null; // why the last message was not taken, in words for the viewer
}

export interface SignallingStanding {
  readonly connection: ConnectionState; // of the first streaming connection
  readonly viewers: number | null; // null while nobody tells
  readonly ended: boolean; // once true, always true
  readonly chat: ChatStanding | null; // null without a chat
}

export type Refusal =
  | 'rate_limited'
  | 'empty'
  | 'too_long'
  | 'ended'
  | 'not_joined'
  | 'offline' // nothing was sent: there is no connection
  | 'unanswered'; // sent, and nobody knows whether it arrived

export type SendResult = { readonly ok: true } | { readonly ok: false; readonly error: Refusal };

export interface Signalling {
  /** Sends a chat message. Never rejects; a refusal also becomes the chat's notice. */
  readonly send: (text: string) => Promise<SendResult>;
  /** Closes every connection for good. What was said stays in the last standing. */
  readonly stop: () => void;
}
