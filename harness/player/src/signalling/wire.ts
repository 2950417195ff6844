/** Reads what the server sends, which is not trusted to have the shape that it should have. */

import type { ChatMessage, SendResult } from './types';

/** How many watch a stream; null where that is not told, or told of another one. */
export function countIn(data: unknown, key: string): number | null {
  const said = fieldsOf(data);
  return said['key'] === key && typeof said['count'] === 'number' ? said['count'] : null;
}

/** Whether an answer to a join says that the stream is over. */
export function saysEnded(answer: unknown): boolean {
  return fieldsOf(answer)['ended'] === true;
}

/** Whether this is about the stream. */
export function isAbout(data: unknown, key: string): boolean {
  return fieldsOf(data)['key'] === key;
}

/** The chat messages in an answer to a join; those that are none are left out. */
export function historyIn(answer: unknown): readonly ChatMessage[] {
  const history = fieldsOf(answer)['history'];
  return Array.isArray(history) ? history.flatMap((one) => messageIn(one) ?? []) : [];
}

export function messageIn(data: unknown): ChatMessage | null {
  const { id, name, text, at } = fieldsOf(data);
  const isString = (value: unknown): value is string => typeof value === 'string';
  return isString(id) && isString(name) && isString(text) && isString(at) ? { id, name, text, at } : null;
}

/** How long to wait before asking again; null where there is an answer that counts. No answer (null) is asked again. */
export function askAgainAfterMs(answer: unknown, usualMs: number): number | null {
  if (answer === null) return usualMs;
  return fieldsOf(answer)['error'] === 'rate_limited' ? (retryAfterMsIn(answer) ?? usualMs) : null;
}

export function retryAfterMsIn(answer: unknown): number | null {
  const ms = fieldsOf(answer)['retryAfterMs'];
  return typeof ms === 'number' && ms >= 0 ? ms : null;
}

const REFUSALS = ['rate_limited', 'empty', 'too_long', 'ended', 'not_joined'] as const;

/** What became of a chat message. An answer that makes no sense is none. */
export function resultIn(answer: unknown): SendResult {
  const { ok, error } = fieldsOf(answer);
  if (ok === true) return { ok };
  return { ok: false, error: REFUSALS.find((one) => one === error) ?? 'unanswered' };
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}
