/** How much of the video behind it each element hides at a point, during one look. */

import { styleOf } from './style';
import { boxOf, contentBox, holds, pictureBox, pixels, type Box } from './box';
import type { Point } from './grid';
import { alphaOf, background, both, CLEAR, faded, filtered, OPAQUE, UNKNOWN, weakened, type Cover } from './paint';
import type { PixelReader } from './pixels';
import { generated } from './pseudo';
import type { PaintedTree } from './tree';

const BLURRED = 5; // CSS px from which nobody can follow what is behind

/** An element above the video: its own box, or only what it generates, where it lies below the video itself. */
export interface Above {
  readonly element: Element;
  readonly itself: boolean;
}

interface Known {
  readonly style: CSSStyleDeclaration;
  readonly box: Box;
  readonly opacity: number; // of all that holds it and not the video
  readonly paint: Cover; // of its background
  readonly content: (point: Point) => Cover;
  readonly generated: (x: number, y: number) => Cover;
}

/** What does not change during the look. */
export interface Scenery {
  readonly tree: PaintedTree;
  readonly pixels: PixelReader;
  readonly seeThrough: string;
}

export class Covers {
  readonly #tree: PaintedTree;
  readonly #pixels: PixelReader;
  readonly #seeThrough: string;
  readonly #video: ReadonlySet<Element>; // with all that holds it
  readonly #picture: Box;
  readonly #known = new Map<Element, Known>();

  constructor({ tree, pixels, seeThrough }: Scenery, line: readonly Element[], picture: Box) {
    this.#tree = tree;
    this.#pixels = pixels;
    this.#seeThrough = seeThrough;
    this.#video = new Set(line);
    this.#picture = picture;
  }

  at({ element, itself }: Above, point: Point): Cover {
    const known = this.#known.get(element) ?? this.#learn(element);
    if (known.opacity === 0) return CLEAR;
    const own = itself && holds(known.box, point.x, point.y) ? this.#own(known, point) : CLEAR;
    return faded(both(own, known.generated(point.x, point.y)), known.opacity);
  }

  #own({ style, box, paint, content }: Known, point: Point): Cover {
    return weakened(both(both(paint, border(style, box, point)), content(point)), style);
  }

  #learn(element: Element): Known {
    const style = styleOf(element);
    const opacity = this.#isSeenThrough(element) ? 0 : this.#opacityOf(element);
    const box = boxOf(element);
    const known =
      opacity === 0
        ? { style, box, opacity, paint: CLEAR, content: () => CLEAR, generated: () => CLEAR }
        : {
            style,
            box,
            opacity,
            paint: behindContent(element, style),
            content: this.#content(element, style, box),
            generated: generated(element, this.#tree),
          };
    this.#known.set(element, known);
    return known;
  }

  #isSeenThrough(element: Element): boolean {
    if (this.#seeThrough === '') return false;
    const named = element.closest(this.#seeThrough);
    return named !== null && !this.#video.has(named);
  }

  #opacityOf(element: Element): number {
    let product = 1;
    for (let next: Element | null = element; next !== null && !this.#video.has(next); next = this.#tree.parent(next)) {
      const { opacity, filter } = styleOf(next);
      product *= Number(opacity) * filtered(filter).opacity;
    }
    return product;
  }

  /** What it shows beside its background. */
  #content(element: Element, style: CSSStyleDeclaration, box: Box): (point: Point) => Cover {
    if (element instanceof HTMLImageElement || element instanceof HTMLCanvasElement) {
      let covers: readonly Cover[] | null = null;
      return ({ index }) => (covers ??= this.#pixels.covers(element, style, this.#picture))[index] ?? CLEAR;
    }
    if (element instanceof HTMLVideoElement) {
      const { readyState, videoWidth: width, videoHeight: height } = element;
      if (readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return () => (element.poster === '' ? CLEAR : UNKNOWN);
      const picture = pictureBox(contentBox(element, style, box), { width, height }, style);
      return ({ x, y }) => (holds(picture, x, y) ? OPAQUE : CLEAR);
    }
    if (/^(iframe|frame|embed|object|fencedframe)$/.test(element.localName)) return () => UNKNOWN;
    if (element instanceof SVGElement && !(element instanceof SVGSVGElement)) return () => drawing(element, style);
    return () => CLEAR;
  }
}

function behindContent(element: Element, style: CSSStyleDeclaration): Cover {
  const behind = (style as { backdropFilter?: string }).backdropFilter;
  const filter = behind === undefined || behind === 'none' ? CLEAR : filterCover(behind);
  return both(filter, isCanvasBackground(element) ? CLEAR : background(style));
}

function filterCover(filter: string): Cover {
  // What it blurs depends on how the page is grouped for painting, which nobody tells.
  const { blur, black } = filtered(filter);
  return black || blur >= BLURRED ? UNKNOWN : CLEAR;
}

function border(style: CSSStyleDeclaration, box: Box, { x, y }: Point): Cover {
  const sides = [
    ['Left', x - box.x],
    ['Right', box.x + box.width - x],
    ['Top', y - box.y],
    ['Bottom', box.y + box.height - y],
  ] as const;
  for (const [side, distance] of sides) {
    if (distance >= pixels(style[`border${side}Width`])) continue;
    const alpha = alphaOf(style[`border${side}Color`]);
    return { sure: alpha, possible: alpha };
  }
  return CLEAR;
}

/** The backgrounds of these are painted behind everything, whatever a hit test says. */
function isCanvasBackground(element: Element): boolean {
  if (element === document.documentElement) return true;
  if (element !== document.body) return false;
  const { backgroundColor, backgroundImage } = styleOf(document.documentElement);
  return alphaOf(backgroundColor) === 0 && backgroundImage === 'none';
}

function drawing(element: SVGElement, { fill, fillOpacity }: CSSStyleDeclaration): Cover {
  if (element.localName === 'image') return UNKNOWN;
  if (fill === 'none' || element.localName === 'text' || element.localName === 'foreignObject') return CLEAR;
  return faded(fill.startsWith('url(') ? UNKNOWN : alphaCover(fill), Number(fillOpacity));
}

function alphaCover(colour: string): Cover {
  const alpha = alphaOf(colour);
  return { sure: alpha, possible: alpha };
}
