/** Which media elements count: those that a selector matches at that moment, or all of them. */

export type Chosen = (element: Element) => boolean;

export const everyElement: Chosen = () => true;

/** A page may change what an element matches, so it is asked anew for all that is recorded of one. */
export function chosenBy(selector: string): Chosen {
  return selector === '' ? everyElement : (element) => element.matches(selector);
}
