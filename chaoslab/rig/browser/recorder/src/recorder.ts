/** Collects what is observed within one task and hands it on at that task's end; keeps its own errors from the page. */

import type { EventMap, EventName } from './events';
import { toJson, type Plain } from './json';
import { afterThisTask, nowMs } from './native';
import type { Outbox } from './outbox';

const KEPT_TROUBLES = 20;
const LONGEST_BATCH = 200_000; // characters

export class Recorder {
  readonly #outbox: Pick<Outbox, 'send'>;
  readonly #troubles = new Set<string>();
  #batch = ''; // as text from the start: what the page has replaced could change lists and objects

  constructor(outbox: Pick<Outbox, 'send'>) {
    this.#outbox = outbox;
  }

  record<N extends EventName>(name: N, data: EventMap[N], atMs = nowMs()): void {
    const event = toJson({ at_ms: atMs, name, data: data as Plain });
    if (this.#batch === '') afterThisTask(this.flush);
    this.#batch += this.#batch === '' ? event : `,${event}`;
    if (this.#batch.length > LONGEST_BATCH) this.flush();
  }

  /** Ship now: a document that is about to go may never reach the end of its task. */
  readonly flush = (): void => {
    const batch = this.#batch;
    this.#batch = '';
    if (batch !== '') this.#outbox.send(batch);
  };

  /** The same function, except that whatever it throws is recorded instead of reaching the page. */
  readonly safely = <A extends unknown[]>(run: (...args: A) => void): ((...args: A) => void) => {
    return (...args) => {
      try {
        run(...args);
      } catch (error) {
        this.trouble(error);
      }
    };
  };

  /** Record an error of the recorder itself, each kind once. */
  trouble(error: unknown): void {
    const text = String(error);
    if (this.#troubles.has(text) || this.#troubles.size >= KEPT_TROUBLES) return;
    this.#troubles.add(text);
    this.record('console.logged', { level: 'recorder', text });
  }
}

/** When a DOM event happened; one that the page made itself may carry any stamp. */
export function stampOf(event: Event): number {
  const now = nowMs();
  return event.isTrusted && event.timeStamp > 0 && event.timeStamp <= now ? event.timeStamp : now;
}
