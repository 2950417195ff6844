/** Looks at a video element as a viewer would: which points of its picture nothing hides. */

import type { Root } from '../discovery';
import { getterOf } from '../native';
import { styleOf } from './style';
import { boxOf, common, contentBox, holds, pictureBox, type Box } from './box';
import { Covers, type Scenery } from './covers';
import { pointsOf, type Point } from './grid';
import { Judged } from './judged';
import { isRendered, styledAway, tooSmall } from './own';
import type { View } from './tally';
import { withAllTouchable } from './touchable';
import type { PaintedTree } from './tree';

const inPictureInPicture = getterOf(Document.prototype, 'pictureInPictureElement');

/** What was learned about one video element and holds until the next thorough look. */
export interface Memory {
  untouchable: readonly WeakRef<Element>[]; // above it, though pointers pass through
}

export interface Look extends View {
  readonly thorough?: boolean; // nothing can have been overlooked
  readonly late?: boolean; // what it says may be so since the last thorough look
}

export interface Scene {
  readonly video: HTMLVideoElement;
  readonly line: readonly Element[];
  readonly box: Box;
  readonly picture: Box; // what of it is within the element's box
  readonly whole: number; // how much of it that is
  readonly points: readonly Point[];
}

export type Stack = readonly Element[] | null; // null: not in the viewport

interface Seen {
  readonly view: View;
  readonly missed: boolean; // at some point in the viewport the video itself was not found
}

export class Looker {
  readonly #scenery: Scenery;
  readonly #tree: PaintedTree;
  readonly #roots: () => Iterable<Root>;

  constructor(scenery: Scenery, roots: () => Iterable<Root>) {
    this.#scenery = scenery;
    this.#tree = scenery.tree;
    this.#roots = roots;
  }

  /** What the browser already says to lie wholly in the viewport, unchanged and with nothing over it. */
  glance(video: HTMLVideoElement): View | null {
    const box = boxOf(video);
    const style = styleOf(video);
    if (!isRendered(video) || tooSmall(box) !== '' || style.maskImage !== 'none') return null;
    const { whole } = pictureOf(video, style, box);
    return whole < 0.99 ? null : { share: 1, possible: 1, width: box.width, height: box.height, why: '' };
  }

  /** Point by point; null where only a thorough look could tell and `thorough` grants none. */
  look(video: HTMLVideoElement, memory: Memory, thorough: boolean): Look | null {
    const plain = this.#withoutPoints(video);
    if (plain !== null) return { ...plain, thorough: true };
    const box = boxOf(video);
    const style = styleOf(video);
    const { picture, whole } = pictureOf(video, style, box);
    const line = this.#tree.line(video);
    const scene: Scene = { video, line, box, picture, whole, points: pointsOf(picture) };
    const { view, missed } = this.#seen(scene, this.#plainStacks(memory));
    if (view.possible === 0 && !missed) return { ...view, thorough: true };
    if (!thorough) return missed && style.pointerEvents === 'none' ? null : view;
    const better = this.#seen(scene, this.#thoroughStacks(scene, memory)).view;
    return { ...better, thorough: true, late: better.share !== view.share || better.possible !== view.possible };
  }

  /** What is told without looking for anything above it; null where that has to be done. */
  #withoutPoints(video: HTMLVideoElement): View | null {
    const rendered = isRendered(video);
    const box = rendered ? boxOf(video) : { width: 0, height: 0, x: 0, y: 0 };
    const size = { width: box.width, height: box.height };
    const all = { share: 1, possible: 1, ...size, why: '' };
    if (video.ownerDocument !== document) return { ...all, share: 0, why: 'in another window' };
    if (inPictureInPicture(document) === video) return all;
    const none = { share: 0, possible: 0, ...size };
    if (!rendered) return { ...none, why: video.isConnected ? 'hidden' : 'not in the page' };
    const small = tooSmall(box);
    if (small !== '') return { ...none, why: small };
    const { why, masked } = styledAway(this.#tree.line(video));
    if (why !== '') return { ...none, why };
    return masked ? { ...all, share: 0, why: 'may be masked' } : null;
  }

  /** What lies at a point, with those above the video that pointers pass through. */
  #stack({ x, y }: Point, over: readonly { readonly element: Element; readonly box: Box }[]): Stack {
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return null;
    const here = over.filter(({ element, box }) => holds(box, x, y) && isPassed(element));
    return [...here.map(({ element }) => element), ...this.#tree.stackAt(x, y)];
  }

  #plainStacks(memory: Memory): (point: Point) => Stack {
    const over = memory.untouchable.flatMap((weak) => {
      const element = weak.deref();
      return element !== undefined && isRendered(element) ? [{ element, box: boxOf(element) }] : [];
    });
    return (point) => this.#stack(point, over);
  }

  #thoroughStacks({ video, points }: Scene, memory: Memory): (point: Point) => Stack {
    let stacks: readonly Stack[] = [];
    withAllTouchable(this.#roots(), () => {
      stacks = points.map((point) => this.#stack(point, []));
    });
    const over = new Set(stacks.flatMap((stack) => stack?.slice(0, Math.max(0, stack.indexOf(video))) ?? []));
    const untouchable = [...over].filter((element) => styleOf(element).pointerEvents === 'none');
    memory.untouchable = untouchable.map((element) => new WeakRef(element));
    return ({ index }) => stacks[index] ?? null;
  }

  #seen(scene: Scene, stackAt: (point: Point) => Stack): Seen {
    const judged = new Judged(scene, new Covers(this.#scenery, scene.line, scene.picture), stackAt);
    judged.all();
    return { view: judged.tally.view(scene.box, scene.whole), missed: judged.missed };
  }
}

function pictureOf(video: HTMLVideoElement, style: CSSStyleDeclaration, box: Box): { picture: Box; whole: number } {
  const { videoWidth, videoHeight, offsetWidth, offsetHeight } = video;
  const content = contentBox(video, style, box);
  // A quarter turn: what was across is down.
  const turned = (box.width - box.height) * (offsetWidth - offsetHeight) < 0;
  const size = turned ? { width: videoHeight, height: videoWidth } : { width: videoWidth, height: videoHeight };
  const full = pictureBox(content, size, style);
  const picture = common(full, box);
  const least = Math.min(area(full), area(content));
  return { picture, whole: least > 0 ? Math.min(1, area(picture) / least) : 0 };
}

function area({ width, height }: Box): number {
  return Math.max(0, width) * Math.max(0, height);
}

function isPassed(element: Element): boolean {
  const { visibility, pointerEvents } = styleOf(element);
  return visibility === 'visible' && pointerEvents === 'none'; // any other is found by the hit test
}
