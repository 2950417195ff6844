/** The chat's messages, each of them once and in the order in which they were sent. Pure. */

import type { ChatMessage } from './types';

export const MOST_MESSAGES = 200; // that are kept; the oldest go first

/** What is known with what came; the same array when nothing is new. Those sent at the same time stay as they came. */
export function merge(known: readonly ChatMessage[], came: readonly ChatMessage[]): readonly ChatMessage[] {
  const ids = new Set(known.map((message) => message.id));
  const added = came.filter(({ id }) => !ids.has(id) && ids.add(id));
  if (added.length === 0) return known;
  return [...known, ...added].sort((one, other) => sentAtMs(one) - sentAtMs(other)).slice(-MOST_MESSAGES);
}

/** A message whose time cannot be read counts as old, so that the order stays one. */
function sentAtMs({ at }: ChatMessage): number {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? 0 : ms;
}
