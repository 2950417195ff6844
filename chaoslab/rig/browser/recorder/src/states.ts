/** Records when chosen parts of the page become visible or go: attached, with a box, neither hidden nor transparent. */

import type { WatchedState } from './config';
import type { Root } from './discovery';
import { nowMs } from './native';
import type { Recorder } from './recorder';

const beforeNextPaint = requestAnimationFrame.bind(globalThis); // the page may replace it

export class StateWatch {
  readonly #recorder: Recorder;
  readonly #roots: () => Iterable<Root>;
  readonly #watched: Map<string, WatchedState>;
  readonly #shown = new Set<string>();
  readonly #observer: MutationObserver;
  #changedAtMs: number | null = null;

  constructor(recorder: Recorder, states: readonly WatchedState[], roots: () => Iterable<Root>) {
    this.#recorder = recorder;
    this.#roots = roots;
    this.#watched = new Map(states.map((watched) => [watched.state, watched]));
    const look = recorder.safely(() => this.check());
    this.#observer = new MutationObserver(() => {
      if (this.#changedAtMs !== null) return;
      this.#changedAtMs = nowMs();
      beforeNextPaint(look);
    });
  }

  /** Look before each paint that follows a change of this root, when the browser lays it out anyway. */
  readonly follow = (root: Root): void => {
    if (this.#watched.size === 0) return;
    this.#observer.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: [...this.#watched.values()].some(({ text }) => text !== undefined),
    });
  };

  /** Compare what is visible now; also called at a steady pace, for hidden tabs and changes by style alone. */
  check(): void {
    const atMs = this.#changedAtMs ?? nowMs();
    this.#changedAtMs = null;
    for (const [state, watched] of this.#watched) {
      const visible = this.#isVisible(watched);
      if (visible === this.#shown.has(state)) continue;
      if (visible) this.#shown.add(state);
      else this.#shown.delete(state);
      this.#recorder.record(visible ? 'state.shown' : 'state.hidden', { state }, atMs);
    }
  }

  #isVisible(watched: WatchedState): boolean {
    try {
      for (const root of this.#roots()) {
        for (const element of candidates(root, watched)) if (hasVisibleBox(element)) return true;
      }
    } catch (error) {
      this.#watched.delete(watched.state);
      this.#recorder.trouble(`state ${watched.state}: ${String(error)}`);
    }
    return false;
  }
}

function candidates(root: Root, { selector, text }: WatchedState): Iterable<Element> {
  if (selector !== undefined) return root.querySelectorAll(selector);
  return text === undefined ? [] : elementsSaying(root, text);
}

/** Elements with a text of their own that holds these words. */
function* elementsSaying(root: Root, words: string): Iterable<Element> {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() !== null) {
    const { nodeValue, parentElement } = texts.currentNode;
    if (parentElement !== null && nodeValue?.includes(words) === true) yield parentElement;
  }
}

function hasVisibleBox(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  if (width === 0 || height === 0 || getComputedStyle(element).visibility !== 'visible') return false;
  return element.checkVisibility({ checkOpacity: true }); // many a spinner is hidden by that, or within what is
}
