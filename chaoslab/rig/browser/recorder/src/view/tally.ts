/** Adds up what is seen at the points of a picture, and puts into words why the rest is not. */

/** What a viewer has of an element's picture; the fields are those of the event. */
export interface View {
  readonly share: number; // of the picture, surely seen
  readonly possible: number; // of the picture, not surely hidden
  readonly width: number; // of the element's box, in CSS px
  readonly height: number;
  readonly why: string; // for what is not seen
}

type Count = ReadonlyMap<string, number>;

const ENOUGH = 0.5; // of the pixels, as in MRC's definition of a viewable impression
const LEAST_SHARE = 0.1;
const LEAST_SIDE = 4; // CSS px
const LONGEST_NAME = 40;

export class Tally {
  readonly #hidden = new Map<string, number>();
  readonly #unknown = new Map<string, number>();
  #seen = 0;

  see(): void {
    this.#seen += 1;
  }

  hide(why: string): void {
    this.#hidden.set(why, (this.#hidden.get(why) ?? 0) + 1);
  }

  doubt(why: string): void {
    this.#unknown.set(why, (this.#unknown.get(why) ?? 0) + 1);
  }

  /** How many points are seen, hidden and not to be known. */
  get counts(): readonly [number, number, number] {
    return [this.#seen, sum(this.#hidden), sum(this.#unknown)];
  }

  /** `whole` is how much of the picture the points stand for. */
  view({ width, height }: { readonly width: number; readonly height: number }, whole: number): View {
    const [seen, hidden, unknown] = this.counts;
    const points = seen + hidden + unknown;
    const share = (seen / points) * whole;
    const possible = ((seen + unknown) / points) * whole;
    if (whole < ENOUGH) this.hide('clipped');
    const reasons =
      possible < ENOUGH ? [this.#hidden] : share < ENOUGH ? [this.#unknown] : [this.#hidden, this.#unknown];
    return { share: rounded(share), possible: rounded(possible), width, height, why: mostOf(reasons) };
  }
}

/** By more than what a subtitle or a button does. */
export function differs(one: View, other: View): boolean {
  const enough = (part: number): boolean => part >= ENOUGH;
  const apart = (a: number, b: number, least: number): boolean => Math.abs(a - b) >= least;
  return (
    enough(one.share) !== enough(other.share) ||
    enough(one.possible) !== enough(other.possible) ||
    apart(one.share, other.share, LEAST_SHARE) ||
    apart(one.possible, other.possible, LEAST_SHARE) ||
    apart(one.width, other.width, LEAST_SIDE) ||
    apart(one.height, other.height, LEAST_SIDE) ||
    (!enough(one.share) && one.why !== other.why)
  );
}

/** An element in few words: `div.notice`, `iframe#ad`. */
export function nameOf(element: Element): string {
  const [first] = element.classList;
  const mark = element.id === '' ? (first === undefined ? '' : `.${first}`) : `#${element.id}`;
  return (element.localName + mark).slice(0, LONGEST_NAME);
}

function sum(count: Count): number {
  return [...count.values()].reduce((total, one) => total + one, 0);
}

function mostOf(counts: readonly Count[]): string {
  const [most] = counts.flatMap((count) => [...count]).sort(([, one], [, other]) => other - one);
  return most?.[0] ?? '';
}

function rounded(part: number): number {
  return Math.round(part * 1_000) / 1_000;
}
