/** Records when chosen parts of the page become visible or go: attached, with a box, neither hidden nor transparent. */

import type { WatchedSign, WatchedState } from './config';
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
      characterData: [...this.#watched.values()].some(isAboutText),
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
      return this.#shows(watched);
    } catch (error) {
      this.#watched.delete(watched.state);
      this.#recorder.trouble(`state ${watched.state}: ${String(error)}`);
    }
    return false;
  }

  #shows(sign: WatchedSign): boolean {
    if (sign.anyOf !== undefined) return sign.anyOf.some((one) => this.#shows(one));
    if (sign.allOf !== undefined) return sign.allOf.every((one) => this.#shows(one));
    for (const root of this.#roots()) {
      for (const element of candidates(root, sign)) if (hasVisibleBox(element)) return true;
    }
    return false;
  }
}

function isAboutText({ text, anyOf, allOf }: WatchedSign): boolean {
  return text !== undefined || [...(anyOf ?? []), ...(allOf ?? [])].some(isAboutText);
}

function candidates(root: Root, { selector, text }: WatchedSign): Iterable<Element> {
  if (selector === undefined) return text === undefined ? [] : elementsSaying(root, text);
  const matching = [...root.querySelectorAll(selector)];
  return text === undefined ? matching : matching.filter(({ textContent }) => textContent.includes(text));
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
