/** What is in a batch as the recorder hands it on. */

import type { EventName } from '../src/events';

export interface RecordedEvent {
  readonly at_ms: number;
  readonly name: EventName;
  readonly data: unknown;
}

export function eventsIn(batch: string): RecordedEvent[] {
  return JSON.parse(`[${batch}]`) as RecordedEvent[];
}
