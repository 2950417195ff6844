/** What the generated boxes of an element hide: `::before`, `::after`, and the `::backdrop` of what is in the top layer. */

import { styleOf } from './style';
import { boxOf, holds, pixels, type Box } from './box';
import { background, both, CLEAR, faded, UNKNOWN, weakened, type Cover } from './paint';
import type { PaintedTree } from './tree';

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };

/** What those of an element hide, at any point at which it was hit. */
export function generated(element: Element, tree: PaintedTree): (x: number, y: number) => Cover {
  const backdrop = inTopLayer(element) ? painted(styleOf(element, '::backdrop')) : CLEAR;
  const boxes: { readonly box: Box; readonly paint: Cover }[] = [];
  for (const name of ['::before', '::after']) {
    const style = styleOf(element, name);
    if (style.content === 'none' || style.content === 'normal' || style.content === '') continue;
    const paint = painted(style);
    if (paint.possible > 0) boxes.push({ box: generatedBox(element, style, tree), paint });
  }
  return (x, y) =>
    boxes.filter(({ box }) => holds(box, x, y)).reduce((cover, { paint }) => both(cover, paint), backdrop);
}

function painted(style: CSSStyleDeclaration): Cover {
  if (style.display === 'none' || style.visibility === 'hidden') return CLEAR;
  const image = style.content.includes('url(') ? UNKNOWN : CLEAR;
  return faded(weakened(both(image, background(style)), style), Number(style.opacity));
}

function inTopLayer(element: Element): boolean {
  return [':modal', ':popover-open', ':fullscreen'].some((state) => {
    try {
      return element.matches(state);
    } catch {
      return false; // not known to this browser
    }
  });
}

/** Where a generated box is, which no browser tells: from its used offsets if it has any, else in place of its element. */
function generatedBox(element: Element, style: CSSStyleDeclaration, tree: PaintedTree): Box {
  const box = boxOf(element);
  if (style.position !== 'absolute' && style.position !== 'fixed') {
    const [width, height] = [pixels(style.width), pixels(style.height)];
    const fills = width >= box.width * 0.9 && height >= box.height * 0.9;
    return fills ? box : NOWHERE;
  }
  const origin = style.position === 'fixed' ? { x: 0, y: 0 } : originOf(element, tree);
  const across = style.boxSizing === 'border-box' ? 0 : pixels(style.paddingLeft) + pixels(style.paddingRight);
  const down = style.boxSizing === 'border-box' ? 0 : pixels(style.paddingTop) + pixels(style.paddingBottom);
  const plain = {
    x: origin.x + pixels(style.left) + pixels(style.marginLeft),
    y: origin.y + pixels(style.top) + pixels(style.marginTop),
    width: pixels(style.width) + across,
    height: pixels(style.height) + down,
  };
  return style.transform === 'none' ? plain : transformed(plain, new DOMMatrix(style.transform));
}

/** Where offsets of what is placed within an element are counted from. */
function originOf(element: Element, tree: PaintedTree): { readonly x: number; readonly y: number } {
  for (let next: Element | null = element; next !== null; next = tree.parent(next)) {
    const { position, transform } = styleOf(next);
    if (position === 'static' && transform === 'none') continue;
    const { x, y } = boxOf(next);
    return { x: x + next.clientLeft, y: y + next.clientTop };
  }
  return boxOf(document.documentElement);
}

function transformed(box: Box, { a, d, e, f }: DOMMatrix): Box {
  const [width, height] = [box.width * Math.abs(a), box.height * Math.abs(d)];
  return { x: box.x + (box.width - width) / 2 + e, y: box.y + (box.height - height) / 2 + f, width, height };
}
