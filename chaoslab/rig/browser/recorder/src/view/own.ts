/** What hides a video, or leaves nothing to be seen of it, before anything lies over it. */

import { methodOf } from '../native';
import { styleOf } from './style';
import type { Box } from './box';
import { filtered, masked } from './paint';

const LEAST_SIDE = 10; // CSS px
const LEAST_OPACITY = 0.1;
const BLURRED = 5; // CSS px

const checkVisibility = methodOf(Element.prototype, 'checkVisibility');

/** Whether it has a box at all. */
export function isRendered(video: Element): boolean {
  return video.isConnected && checkVisibility(video);
}

/** Why nothing of a box can be seen, in the words of the event; '' where it can. */
export function tooSmall({ width, height }: Box): string {
  if (width === 0 || height === 0) return '0 px';
  if (width >= LEAST_SIDE && height >= LEAST_SIDE) return '';
  return `${String(Math.round(width))} × ${String(Math.round(height))} px`;
}

/** The same for what the styles of a video, and of all that holds it, make of its picture; `line` begins with it. */
export function styledAway(line: readonly Element[]): { readonly why: string; readonly masked: boolean } {
  let opacity = 1;
  let hidden = false;
  let blur = 0;
  let black = false;
  let mask = false;
  for (const element of line) {
    const style = styleOf(element);
    const filter = filtered(style.filter);
    if (element === line[0]) hidden = style.visibility !== 'visible';
    opacity *= Number(style.opacity) * filter.opacity;
    blur = Math.max(blur, filter.blur);
    black ||= filter.black;
    mask ||= masked(style);
  }
  if (hidden) return { why: 'hidden', masked: false };
  if (opacity < LEAST_OPACITY) return { why: 'transparent', masked: false };
  if (blur >= BLURRED) return { why: 'blurred', masked: false };
  return { why: black ? 'filtered away' : '', masked: mask };
}
