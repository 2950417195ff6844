/** The points of a picture that are looked at: the middles of so many cells across and down. */

import type { Box } from './box';

/** An odd number each way: what covers less than half from any side then covers less than half of the points. */
export const ACROSS = 5;
export const DOWN = 5;
export const POINTS = ACROSS * DOWN;

export const MIDDLE = Math.floor(POINTS / 2);
export const CORNERS = [0, ACROSS - 1, POINTS - ACROSS, POINTS - 1];

export interface Point {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

export function pointsOf({ x, y, width, height }: Box): Point[] {
  return Array.from({ length: POINTS }, (_, index) => ({
    index,
    x: x + (((index % ACROSS) + 0.5) / ACROSS) * width,
    y: y + ((Math.floor(index / ACROSS) + 0.5) / DOWN) * height,
  }));
}
