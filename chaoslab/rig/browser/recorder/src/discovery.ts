/** Finds every media element of a document: parsed, created by script and not yet attached, or inside a shadow root. */

import { watchCalls } from './calls';
import { getterOf } from './native';
import type { Recorder } from './recorder';

export type Root = Document | ShadowRoot;

/** Who is told of what. */
export interface Finders {
  readonly media: (element: HTMLMediaElement) => void;
  readonly root: (root: Root) => void; // once each, the document first
  readonly documentReplaced: () => void;
}

const shadowRootOf = getterOf(Element.prototype, 'shadowRoot');

export class Discovery {
  readonly #recorder: Recorder;
  readonly #found: Finders;
  readonly #observer: MutationObserver;
  readonly #ofHost = new WeakMap<Element, ShadowRoot>();
  readonly #shadows: WeakRef<ShadowRoot>[] = [];
  readonly #parsed: () => void;

  constructor(recorder: Recorder, found: Finders) {
    this.#recorder = recorder;
    this.#found = found;
    this.#observer = new MutationObserver(recorder.safely(this.#changed));
    this.#parsed = recorder.safely(() => {
      for (const root of this.roots()) this.#searchIn(root);
    });
  }

  start(): void {
    this.#watch(document);
    this.#awaitParsed();
    const { safely } = this.#recorder;
    watchCalls<Element, 'createElement'>(
      Document.prototype,
      'createElement',
      safely(({ result: element }) => {
        if (element instanceof HTMLMediaElement) this.#found.media(element);
      }),
    );
    watchCalls<ShadowRoot, 'attachShadow'>(
      Element.prototype,
      'attachShadow',
      safely(({ result: shadow }) => this.#add(shadow)),
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

  /** An element's own, open or closed. */
  readonly shadowOf = (host: Element): ShadowRoot | null => this.#ofHost.get(host) ?? null;

  readonly #changed = (changes: readonly MutationRecord[]): void => {
    if (changes.some(({ target }) => target === document)) {
      this.#awaitParsed();
      this.#found.documentReplaced();
    }
    // The parser reports an element, and then each of its descendants: none is searched twice.
    const searched = new Set<Node>();
    for (const { target, addedNodes } of changes) {
      this.#enter(target);
      addedNodes.forEach((node) => this.#search(node, searched));
    }
  };

  /** A shadow root that HTML declares comes without a call and without a change of what is around it. */
  #awaitParsed(): void {
    document.addEventListener('DOMContentLoaded', this.#parsed, { capture: true, once: true });
  }

  #watch(root: Root): void {
    this.#observer.observe(root, { childList: true, subtree: true });
    this.#found.root(root);
    this.#searchIn(root);
  }

  #search(node: Node, searched: Set<Node>): void {
    if (!(node instanceof Element) || searched.has(node)) return;
    if (node instanceof HTMLMediaElement) this.#found.media(node);
    this.#enter(node);
    this.#searchIn(node, searched);
  }

  #searchIn(root: ParentNode, searched?: Set<Node>): void {
    root.querySelectorAll<HTMLMediaElement>('video,audio').forEach((element) => this.#found.media(element));
    root.querySelectorAll('*').forEach((element) => {
      searched?.add(element);
      this.#enter(element);
    });
  }

  #enter(host: Node): void {
    const shadow = host instanceof Element ? shadowRootOf(host) : null;
    if (shadow !== null) this.#add(shadow);
  }

  #add(shadow: ShadowRoot): void {
    if (this.#ofHost.has(shadow.host)) return;
    this.#ofHost.set(shadow.host, shadow);
    this.#shadows.push(new WeakRef(shadow));
    this.#watch(shadow);
  }
}
