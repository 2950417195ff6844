/** Hands batches of events to the lab, numbered within the document, in order, and so that the page can make none. */

import { textOf, timeOrigin } from './native';

export type Ship = (batch: string) => void;

/** The way to the lab, which the page must not find: whoever has it can be heard. To be taken in every frame. */
export function takeShip(): Ship | null {
  const holder = globalThis as { __chaoslab_ship?: unknown };
  const ship = holder.__chaoslab_ship;
  delete holder.__chaoslab_ship;
  return typeof ship === 'function' ? (ship as Ship) : null;
}

/** Only texts are put together here: the page may have replaced what lists and objects are made with. */
export class Outbox {
  readonly #ship: Ship | null;
  readonly #token: string;
  readonly #document = JSON.stringify(timeOrigin);
  #next = 0;

  constructor(ship: Ship | null, token: string) {
    this.#ship = ship;
    this.#token = token;
  }

  /** `events` is JSON: one or more, with commas between them. */
  send(events: string): void {
    const seq = textOf(this.#next++);
    this.#ship?.(`${this.#token}{"document":${this.#document},"seq":${seq},"events":[${events}]}`);
  }
}
