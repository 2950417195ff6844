/** What each point of a picture says: seen, hidden or not to be known, by what lies there above the video. */

import type { Above, Covers } from './covers';
import { CORNERS, MIDDLE, type Point } from './grid';
import type { Scene, Stack } from './look';
import { both, CLEAR } from './paint';
import { nameOf, Tally } from './tally';

const HIDES = 0.9; // of the light taken away: what then comes through shows no picture

export class Judged {
  readonly tally = new Tally();
  missed = false; // at some point in the viewport the video itself was not found
  readonly #scene: Scene;
  readonly #covers: Covers;
  readonly #stackAt: (point: Point) => Stack;
  #inert: boolean | null = null;

  constructor(scene: Scene, covers: Covers, stackAt: (point: Point) => Stack) {
    this.#scene = scene;
    this.#covers = covers;
    this.#stackAt = stackAt;
  }

  /** At all points where few do not settle it: half of a picture hides no one rectangle without its middle. */
  all(): void {
    const { points } = this.#scene;
    const some = (wanted: (index: number) => boolean): void => {
      points.filter(({ index }) => wanted(index)).forEach((point) => this.#at(point));
    };
    some((index) => index === MIDDLE);
    const [middle] = this.tally.counts;
    some((index) => CORNERS.includes(index));
    const [seen] = this.tally.counts;
    const agreed = this.tally.counts.filter((count) => count > 0).length === 1;
    if (agreed || (middle === 1 && seen >= 1 + CORNERS.length / 2)) return;
    some((index) => index !== MIDDLE && !CORNERS.includes(index));
  }

  #at(point: Point): void {
    const { video, line } = this.#scene;
    const stack = this.#stackAt(point);
    if (stack === null) {
      this.tally.hide('scrolled away');
    } else if (stack.includes(video)) {
      judge(point, above(stack, video), this.#covers, this.tally);
    } else if ((this.#inert ??= isInert(line))) {
      const over = stack.filter((element) => !line.includes(element));
      judge(
        point,
        over.map((element) => ({ element, itself: true })),
        this.#covers,
        this.tally,
      );
    } else {
      this.missed = true;
      this.tally.hide('clipped');
    }
  }
}

/** Elements below it too are above it only by what they generate. */
function above(stack: readonly Element[], video: Element): Above[] {
  const index = stack.indexOf(video);
  const below = stack.slice(index + 1);
  return [...new Set(stack.slice(0, index))].map((element) => ({ element, itself: !below.includes(element) }));
}

function judge(point: Point, over: readonly Above[], covers: Covers, tally: Tally): void {
  let cover = CLEAR;
  let [surest, likeliest] = [0, 0];
  let [by, maybeBy]: (Element | null)[] = [null, null];
  for (const one of over) {
    const taken = covers.at(one, point);
    cover = both(cover, taken);
    if (taken.sure > surest) [surest, by] = [taken.sure, one.element];
    if (taken.possible > likeliest) [likeliest, maybeBy] = [taken.possible, one.element];
    if (cover.sure > HIDES) break;
  }
  if (cover.sure > HIDES) tally.hide(by ? `covered by ${nameOf(by)}` : 'covered');
  else if (cover.possible > HIDES) tally.doubt(maybeBy ? `may be covered by ${nameOf(maybeBy)}` : 'may be covered');
  else tally.see();
}

/** Nothing inert is found by a hit test: within `inert`, or outside of a modal dialog. */
function isInert(line: readonly Element[]): boolean {
  if (line.some((element) => (element as { inert?: boolean }).inert === true)) return true;
  return [...document.querySelectorAll('dialog:modal')].some((dialog) => !line.includes(dialog));
}
