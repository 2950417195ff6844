/** How much of what is behind it a box hides by what its computed style paints, and what a filter does to a picture. */

/** Parts of the light that are taken away: surely, and at most. 0 lets everything through. */
export interface Cover {
  readonly sure: number;
  readonly possible: number;
}

export const CLEAR: Cover = { sure: 0, possible: 0 };
export const OPAQUE: Cover = { sure: 1, possible: 1 };
export const UNKNOWN: Cover = { sure: 0, possible: 1 };

/** Two, one over the other. */
export function both(one: Cover, other: Cover): Cover {
  return {
    sure: 1 - (1 - one.sure) * (1 - other.sure),
    possible: 1 - (1 - one.possible) * (1 - other.possible),
  };
}

export function faded({ sure, possible }: Cover, opacity: number): Cover {
  return { sure: sure * opacity, possible: possible * opacity };
}

const COLOUR = /(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([^()]*\)/g;

/** The alpha of a colour as computed styles write it: `rgb(0, 0, 0)`, `rgba(0, 0, 0, 0.5)`, `color(srgb 0 0 0 / 0.5)`. */
export function alphaOf(colour: string): number {
  if (colour === 'transparent') return 0;
  const [, alpha] = /(?:\/|^rgba\(.*,)\s*([\d.e-]+%?)\s*\)$/.exec(colour) ?? [];
  if (alpha === undefined) return 1;
  return alpha.endsWith('%') ? parseFloat(alpha) / 100 : parseFloat(alpha);
}

/** Of the background alone. An image may be of any kind; of a gradient it is not told where which of its colours is. */
export function background(style: CSSStyleDeclaration): Cover {
  if (style.backgroundClip === 'text') return CLEAR;
  const alpha = alphaOf(style.backgroundColor);
  const colour = { sure: alpha, possible: alpha };
  return style.backgroundImage === 'none' || style.backgroundImage === ''
    ? colour
    : both(images(style.backgroundImage), colour);
}

function images(value: string): Cover {
  if (/(?:url|image-set|cross-fade|element|paint)\(/.test(value)) return UNKNOWN;
  const alphas = (value.match(COLOUR) ?? []).map(alphaOf);
  return alphas.length === 0 ? UNKNOWN : { sure: Math.min(...alphas), possible: Math.max(...alphas) };
}

/** What keeps a paint from being what its colours say: it may then hide less, and nobody can tell how much. */
export function weakened(cover: Cover, style: CSSStyleDeclaration): Cover {
  const blended = style.mixBlendMode !== 'normal' && style.mixBlendMode !== '';
  return masked(style) || blended ? { sure: 0, possible: cover.possible } : cover;
}

export function masked(style: CSSStyleDeclaration): boolean {
  const mask = style.maskImage as string | undefined;
  return mask !== undefined && mask !== '' && mask !== 'none';
}

/** What is left of a picture behind a filter. */
export interface Filtered {
  readonly blur: number; // CSS px
  readonly black: boolean; // one colour, nothing to be told from it
  readonly opacity: number;
}

export function filtered(filter: string | undefined): Filtered {
  const amounts = (name: string): number[] =>
    [...(filter ?? '').matchAll(new RegExp(`(?:^|[ )])${name}\\(([\\d.e-]+)`, 'g'))].map(([, amount]) =>
      Number(amount),
    );
  const none = (name: string): boolean => amounts(name).some((amount) => amount < 0.05);
  return {
    blur: Math.max(0, ...amounts('blur')),
    black: none('brightness') || none('contrast'),
    opacity: amounts('opacity').reduce((product, amount) => product * amount, 1),
  };
}
