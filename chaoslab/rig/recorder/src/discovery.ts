/** Finds every media element of a document: parsed, created by script and not yet attached, or inside a shadow root. */

import { watchCalls } from './calls';
import type { Recorder } from './recorder';

type Found = (element: HTMLMediaElement) => void;
export type Root = Document | ShadowRoot;

export class Discovery {
  readonly #recorder: Recorder;
  readonly #found: Found;
  readonly #observer: MutationObserver;
  readonly #shadows: WeakRef<ShadowRoot>[] = [];

  constructor(recorder: Recorder, found: Found, documentReplaced: () => void) {
    this.#recorder = recorder;
    this.#found = found;
    const changed = recorder.safely((changes: readonly MutationRecord[]) => {
      if (changes.some(({ target }) => target === document)) documentReplaced();
      for (const { addedNodes } of changes) addedNodes.forEach((node) => this.#search(node));
    });
    this.#observer = new MutationObserver(changed);
  }

  start(): void {
    this.#watch(document);
    const { safely } = this.#recorder;
    watchCalls<Element, 'createElement'>(
      Document.prototype,
      'createElement',
      safely(({ result: element }) => {
        if (element instanceof HTMLMediaElement) this.#found(element);
      }),
    );
    watchCalls<ShadowRoot, 'attachShadow'>(
      Element.prototype,
      'attachShadow',
      safely(({ result: shadow }) => {
        this.#shadows.push(new WeakRef(shadow));
        this.#watch(shadow);
      }),
    );
  }

  /** The document and the shadow roots in it: where a selector has to look. */
  *roots(): Iterable<Root> {
    yield document;
    for (const shadow of this.#shadows) {
      const root = shadow.deref();
      if (root !== undefined) yield root;
    }
  }

  #watch(root: Root): void {
    this.#observer.observe(root, { childList: true, subtree: true });
    this.#searchIn(root);
  }

  #search(node: Node): void {
    if (node instanceof HTMLMediaElement) this.#found(node);
    else if (node instanceof Element) this.#searchIn(node);
  }

  #searchIn(root: ParentNode): void {
    root.querySelectorAll<HTMLMediaElement>('video,audio').forEach((element) => this.#found(element));
  }
}
