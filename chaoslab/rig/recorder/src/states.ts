/** Records when chosen parts of the page become visible or go: attached, with a box, not `visibility: hidden`. */

import type { WatchedState } from './config';
import type { Root } from './discovery';
import { nowMs } from './native';
import type { Recorder } from './recorder';

const beforeNextPaint = requestAnimationFrame.bind(globalThis); // the page may replace it

export class StateWatch {
  readonly #recorder: Recorder;
  readonly #roots: () => Iterable<Root>;
  readonly #watched: Map<string, string>;
  readonly #shown = new Set<string>();
  #changedAtMs: number | null = null;

  constructor(recorder: Recorder, states: readonly WatchedState[], roots: () => Iterable<Root>) {
    this.#recorder = recorder;
    this.#roots = roots;
    this.#watched = new Map(states.map(({ state, selector }) => [state, selector]));
  }

  /** Look before each paint that follows a change of the document, when the browser lays it out anyway. */
  start(): void {
    if (this.#watched.size === 0) return;
    const look = this.#recorder.safely(() => this.check());
    const observer = new MutationObserver(() => {
      if (this.#changedAtMs !== null) return;
      this.#changedAtMs = nowMs();
      beforeNextPaint(look);
    });
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
    });
  }

  /** Compare what is visible now; also called at a steady pace, for hidden tabs and changes by style alone. */
  check(): void {
    const atMs = this.#changedAtMs ?? nowMs();
    this.#changedAtMs = null;
    for (const [state, selector] of this.#watched) {
      const visible = this.#isVisible(state, selector);
      if (visible === this.#shown.has(state)) continue;
      if (visible) this.#shown.add(state);
      else this.#shown.delete(state);
      this.#recorder.record(visible ? 'state.shown' : 'state.hidden', { state }, atMs);
    }
  }

  #isVisible(state: string, selector: string): boolean {
    try {
      for (const root of this.#roots()) {
        for (const element of root.querySelectorAll(selector)) if (hasVisibleBox(element)) return true;
      }
    } catch (error) {
      this.#watched.delete(state);
      this.#recorder.trouble(`state ${state}: ${String(error)}`);
    }
    return false;
  }
}

function hasVisibleBox(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && getComputedStyle(element).visibility === 'visible';
}
