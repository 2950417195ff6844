/** The tree of elements as it is painted, through slots and shadow roots: who holds whom, and what lies at a point. */

import type { Root } from '../discovery';
import { getterOf, methodOf } from '../native';

export type ShadowOf = (host: Element) => ShadowRoot | null;

const inDocument = methodOf(Document.prototype, 'elementsFromPoint');
const inShadow = methodOf(ShadowRoot.prototype, 'elementsFromPoint');
const slotOf = getterOf(Element.prototype, 'assignedSlot');
const parentOf = getterOf(Node.prototype, 'parentNode');
const rootOf = methodOf(Node.prototype, 'getRootNode');

export class PaintedTree {
  readonly #shadowOf: ShadowOf;

  constructor(shadowOf: ShadowOf) {
    this.#shadowOf = shadowOf;
  }

  /** The element that holds this one. */
  parent(element: Element): Element | null {
    const slot = slotOf(element);
    if (slot !== null) return slot;
    const parent = parentOf(element);
    if (parent instanceof ShadowRoot) return parent.host;
    if (!(parent instanceof Element)) return null;
    return this.#closedSlot(parent, element) ?? parent;
  }

  /** The element itself, then what holds it, up to the root. */
  line(element: Element): Element[] {
    const line: Element[] = [];
    for (let next: Element | null = element; next !== null; next = this.parent(next)) line.push(next);
    return line;
  }

  /** What a pointer could touch there, topmost first; an element may come again, below, where one of its parts is above. */
  stackAt(x: number, y: number): Element[] {
    return this.#opened(inDocument(document, x, y), null, x, y);
  }

  /** The document sees a shadow root's host where parts of that lie; here they stand in its place. */
  #opened(stack: readonly Element[], within: Element | null, x: number, y: number): Element[] {
    const opened: Element[] = [];
    const times = new Map<Element, number>();
    for (const element of stack) {
      const shadow = element === within ? null : this.#shadowOf(element);
      if (shadow === null) {
        opened.push(element);
        continue;
      }
      const time = times.get(element) ?? 0;
      times.set(element, time + 1);
      const parts = runsOf(shadow, inShadow(shadow, x, y))[time];
      opened.push(...(parts === undefined ? [element] : this.#opened(parts, element, x, y)));
    }
    return opened;
  }

  /** Of a closed shadow root no element says in which slot it is. */
  #closedSlot(host: Element, child: Element): Element | null {
    const shadow = this.#shadowOf(host);
    if (shadow?.mode !== 'closed') return null;
    return [...shadow.querySelectorAll('slot')].find((slot) => slot.assignedElements().includes(child)) ?? null;
  }
}

/** What of a stack belongs to a shadow root or is its host, in pieces that nothing else lies between. */
function runsOf(shadow: ShadowRoot, stack: readonly Element[]): Element[][] {
  const runs: Element[][] = [];
  let open = false;
  for (const element of stack) {
    const belongs = element === shadow.host || (rootOf(element) as Root) === shadow;
    if (belongs && !open) runs.push([]);
    if (belongs) runs.at(-1)?.push(element);
    open = belongs;
  }
  return runs;
}
