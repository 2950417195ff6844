/** Reads the brightness of the painted blocks from the picture that a video element shows now. */

import { BLOCKS, STRIP } from './frameCode';

/** Rows of brightness across the strip, somewhere among the samples. */
export interface Samples {
  readonly bytes: ArrayLike<number>;
  readonly width: number; // samples in a row
  readonly step: number; // from one sample to the next
  readonly rowStarts: readonly number[];
}

const PLANAR = /^(I4\d\dA?|NV12)$/; // eight bits a sample, brightness in a plane of its own
const ROWS = 2; // chroma is shared by two rows, so no fewer can be copied

export class StripReader {
  #canvas: CanvasRenderingContext2D | null = null;
  #framesCopy = typeof VideoFrame === 'function';

  /** The strip of the frame that is shown when this is called. */
  async read(video: HTMLVideoElement): Promise<Samples> {
    if (!this.#framesCopy) return this.#readCanvas(video);
    // Copying two rows of brightness costs a tenth of drawing: a canvas converts the whole picture to RGB first.
    const frame = new VideoFrame(video);
    try {
      if (frame.format !== null && PLANAR.test(frame.format)) return await copyRows(frame);
    } finally {
      frame.close();
    }
    this.#framesCopy = false;
    return this.#readCanvas(video);
  }

  #readCanvas(video: HTMLVideoElement): Samples {
    const context = (this.#canvas ??= newCanvas());
    const { videoWidth: width, videoHeight: height } = video;
    try {
      const middle = (height * STRIP.height) / 2;
      context.drawImage(video, 0, middle / 2, width * STRIP.width, middle, 0, 0, BLOCKS * 2, 1);
      const { data: bytes, width: across } = context.getImageData(0, 0, BLOCKS * 2, 1);
      return { bytes, width: across, step: 4, rowStarts: [1] };
    } catch (error) {
      this.#canvas = null; // a canvas that saw a picture of another origin can never be read again
      throw error;
    }
  }
}

async function copyRows(frame: VideoFrame): Promise<Samples> {
  const picture = frame.visibleRect ?? new DOMRect(0, 0, frame.codedWidth, frame.codedHeight);
  const y = even(picture.y + (picture.height * STRIP.height) / 2);
  const width = even(picture.width * STRIP.width);
  const rect = { x: even(picture.x), y, width, height: ROWS };
  const bytes = new Uint8Array(frame.allocationSize({ rect }));
  const [brightness] = await frame.copyTo(bytes, { rect });
  const { offset, stride } = brightness ?? { offset: 0, stride: width };
  return { bytes, width, step: 1, rowStarts: [offset, offset + stride] };
}

/** The mean of the middle half of each block: its edges are smeared by the encoder. */
export function averageBlocks({ bytes, width, step, rowStarts }: Samples): Float32Array {
  const levels = new Float32Array(BLOCKS);
  const size = width / BLOCKS;
  for (let block = 0; block < BLOCKS; block++) {
    const from = Math.floor((block + 0.25) * size);
    const to = Math.max(from + 1, Math.floor((block + 0.75) * size));
    let sum = 0;
    for (const start of rowStarts) {
      for (let x = from; x < to; x++) sum += bytes[start + x * step] ?? 0;
    }
    levels[block] = sum / ((to - from) * rowStarts.length);
  }
  return levels;
}

function newCanvas(): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = BLOCKS * 2;
  canvas.height = 1;
  const context = canvas.getContext('2d', {
    willReadFrequently: true,
    alpha: false,
  });
  if (context === null) throw new Error('this browser gives no 2d canvas to read pictures with');
  return context;
}

function even(value: number): number {
  return Math.floor(value) & ~1;
}
