/** How opaque an image or a canvas is at each point of a grid over another picture. */

import { watchCalls } from '../calls';
import type { Recorder } from '../recorder';
import { boxOf, contentBox, pictureBox, type Box, type Size } from './box';
import { CLEAR, UNKNOWN, type Cover } from './paint';
import { ACROSS, DOWN, POINTS } from './grid';

type Drawn = HTMLImageElement | HTMLCanvasElement;

const Scratch = (globalThis as { OffscreenCanvas?: typeof OffscreenCanvas }).OffscreenCanvas;

export class PixelReader {
  readonly #kinds = new WeakMap<HTMLCanvasElement, string>();
  #scratch: OffscreenCanvasRenderingContext2D | null = null;

  /** Learn what each canvas is drawn with: asking one that nobody draws on yet would decide it. */
  start(recorder: Recorder): void {
    watchCalls<unknown, 'getContext'>(
      HTMLCanvasElement.prototype,
      'getContext',
      recorder.safely(({ result, self, args }) => {
        if (result !== null) this.#kinds.set(self as HTMLCanvasElement, String(args[0]));
      }),
    );
    const given = recorder.safely(({ self }: { readonly self: unknown }) => {
      this.#kinds.set(self as HTMLCanvasElement, 'worker');
    });
    if ('transferControlToOffscreen' in HTMLCanvasElement.prototype) {
      watchCalls<unknown, 'transferControlToOffscreen'>(
        HTMLCanvasElement.prototype,
        'transferControlToOffscreen',
        given,
      );
    }
  }

  /** One cover a point of the grid over `picture`. */
  covers(drawn: Drawn, style: CSSStyleDeclaration, picture: Box): readonly Cover[] {
    const size = sizeOf(drawn);
    const kind = drawn instanceof HTMLCanvasElement ? this.#kinds.get(drawn) : 'image';
    if (kind === undefined || size.width === 0 || size.height === 0) return all(CLEAR);
    const alphas = this.#alphas(drawn, size, pictureBox(contentBox(drawn, style, boxOf(drawn)), size, style), picture);
    if (alphas === null) return all(UNKNOWN);
    // A canvas drawn by the graphics card may be empty for everyone except the screen.
    const lasting = kind === 'image' || kind === '2d' || kind === 'bitmaprenderer';
    return alphas.map((alpha) => (alpha > 0 || lasting ? { sure: alpha, possible: lasting ? alpha : 1 } : UNKNOWN));
  }

  #alphas(drawn: Drawn, size: Size, content: Box, picture: Box): number[] | null {
    const context = (this.#scratch ??= newScratch());
    if (context === null) return null;
    const [scaleX, scaleY] = [size.width / content.width, size.height / content.height];
    const [x, y] = [(picture.x - content.x) * scaleX, (picture.y - content.y) * scaleY];
    try {
      context.clearRect(0, 0, ACROSS, DOWN);
      context.drawImage(drawn, x, y, picture.width * scaleX, picture.height * scaleY, 0, 0, ACROSS, DOWN);
      const { data } = context.getImageData(0, 0, ACROSS, DOWN);
      return Array.from({ length: POINTS }, (_, index) => (data[index * 4 + 3] ?? 0) / 255);
    } catch {
      this.#scratch = null; // one that saw a picture of another origin can never be read again
      return null;
    }
  }
}

function sizeOf(drawn: Drawn): Size {
  return drawn instanceof HTMLImageElement
    ? { width: drawn.naturalWidth, height: drawn.naturalHeight }
    : { width: drawn.width, height: drawn.height };
}

function all(cover: Cover): readonly Cover[] {
  return Array.from({ length: POINTS }, () => cover);
}

function newScratch(): OffscreenCanvasRenderingContext2D | null {
  const context =
    Scratch === undefined ? null : new Scratch(ACROSS, DOWN).getContext('2d', { willReadFrequently: true });
  if (context !== null) context.imageSmoothingEnabled = false;
  return context;
}
