/** Why a chat message was not taken, in words for the viewer. */

import type { Refusal } from './types';

/** `retryAfterMs` is how long the server wants the viewer to wait, if it said so. */
export function noticeOf(refusal: Refusal, retryAfterMs: number | null): string {
  return refusal === 'rate_limited' && retryAfterMs !== null
    ? `Too many messages. Try again in ${String(Math.max(1, Math.ceil(retryAfterMs / 1_000)))} s.`
    : NOTICES[refusal];
}

const NOTICES: Readonly<Record<Refusal, string>> = {
  rate_limited: 'Too many messages. Try again in a moment.',
  empty: 'There is nothing to send.',
  too_long: 'That message is too long.',
  ended: 'The stream has ended.',
  not_joined: 'You are not in the chat yet. Try again in a moment.',
  offline: 'The chat is not connected. The message was not sent.',
  unanswered: 'The chat did not answer. The message may not have been sent.',
};
