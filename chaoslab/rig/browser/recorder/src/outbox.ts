/** Hands batches of events to the lab, numbered within the document, in order; keeps them while nobody listens yet. */

import { toJson, type Plain } from './json';
import { later, timeOrigin } from './native';

export type RecordedEvent = Readonly<Record<'at_ms' | 'name' | 'data', Plain>>;

const RETRY_MS = 100;
const KEPT_BATCHES = 2_000;

export class Outbox {
  #next = 0;
  #retrying = false;
  readonly #waiting: string[] = [];

  send(events: readonly RecordedEvent[]): void {
    this.#waiting.push(toJson({ document: timeOrigin, seq: this.#next++, events }));
    // The numbering shows the hole that dropping the oldest leaves.
    if (this.#waiting.length > KEPT_BATCHES) this.#waiting.shift();
    this.#ship();
  }

  #ship(): void {
    const ship = (globalThis as { __chaoslab_ship?: unknown }).__chaoslab_ship;
    if (typeof ship !== 'function') {
      this.#retry();
      return;
    }
    for (let batch = this.#waiting.shift(); batch !== undefined; batch = this.#waiting.shift()) {
      (ship as (batch: string) => void)(batch);
    }
  }

  #retry(): void {
    if (this.#retrying) return;
    this.#retrying = true;
    later(() => {
      this.#retrying = false;
      this.#ship();
    }, RETRY_MS);
  }
}
