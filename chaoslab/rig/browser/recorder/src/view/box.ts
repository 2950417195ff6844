/** Boxes of elements, and where in its box an element's picture is: what is cut off at the box's edge is not in it. */

import { methodOf } from '../native';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const NOTHING: Box = { x: 0, y: 0, width: 0, height: 0 };

/** Its border box in the viewport, after all transforms. */
export const boxOf = methodOf(Element.prototype, 'getBoundingClientRect');

export function holds({ x, y, width, height }: Box, atX: number, atY: number): boolean {
  return x <= atX && atX < x + width && y <= atY && atY < y + height;
}

/** What two boxes share. */
export function common(one: Box, other: Box): Box {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const width = Math.min(one.x + one.width, other.x + other.width) - x;
  const height = Math.min(one.y + one.height, other.y + other.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : NOTHING;
}

/** The box of a replaced element's content, from its border box; `style` is its computed one. */
export function contentBox(element: HTMLElement, style: CSSStyleDeclaration, box: Box): Box {
  const { offsetWidth, offsetHeight } = element;
  if (offsetWidth === 0 || offsetHeight === 0) return box;
  const [scaleX, scaleY] = [box.width / offsetWidth, box.height / offsetHeight];
  const left = (pixels(style.borderLeftWidth) + pixels(style.paddingLeft)) * scaleX;
  const top = (pixels(style.borderTopWidth) + pixels(style.paddingTop)) * scaleY;
  const right = (pixels(style.borderRightWidth) + pixels(style.paddingRight)) * scaleX;
  const bottom = (pixels(style.borderBottomWidth) + pixels(style.paddingBottom)) * scaleY;
  return { x: box.x + left, y: box.y + top, width: box.width - left - right, height: box.height - top - bottom };
}

/** Where a picture of this size lies in its content box, as `object-fit` and `object-position` say; maybe beyond it. */
export function pictureBox(content: Box, picture: Size, style: CSSStyleDeclaration): Box {
  if (picture.width === 0 || picture.height === 0) return content;
  const { width, height } = fitted(content, picture, style.objectFit);
  const [across = '50%', down = '50%'] = style.objectPosition.match(/calc\([^)]*\)|\S+/g) ?? [];
  const x = content.x + offset(across, content.width - width);
  return { x, y: content.y + offset(down, content.height - height), width, height };
}

function fitted(content: Box, { width, height }: Size, fit: string): Size {
  const [wide, high] = [content.width / width, content.height / height];
  const scaled = (by: number): Size => ({ width: width * by, height: height * by });
  if (fit === 'contain') return scaled(Math.min(wide, high));
  if (fit === 'cover') return scaled(Math.max(wide, high));
  if (fit === 'none') return scaled(1);
  if (fit === 'scale-down') return scaled(Math.min(wide, high, 1));
  return content;
}

/** A computed position such as `50%`, `12px` or `calc(100% - 12px)`, of the room that is left. */
function offset(position: string, room: number): number {
  let sum = 0;
  for (const [, sign, amount, unit] of position.matchAll(/(?:(?<![\d.e])([+-])\s*)?([\d.]+)(px|%)/g)) {
    const value = unit === '%' ? (Number(amount) / 100) * room : Number(amount);
    sum += sign === '-' ? -value : value;
  }
  return sum;
}

export function pixels(length: string): number {
  const value = parseFloat(length);
  return Number.isNaN(value) ? 0 : value;
}
