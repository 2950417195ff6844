import { describe, expect, test } from 'vitest';
import { BLOCKS, encode } from '../src/frameCode';
import { FrameWatch } from '../src/frames';
import { eventsIn, type RecordedEvent } from './batch';
import { Recorder } from '../src/recorder';
import type { Samples, StripReader } from '../src/strip';

const METADATA = { presentationTime: 1234.5, mediaTime: 2.5, presentedFrames: 60, width: 640, height: 360 };

/** A video element that presents a frame when told to. */
class Video {
  #callback: VideoFrameRequestCallback | undefined;
  requestVideoFrameCallback(callback: VideoFrameRequestCallback): number {
    this.#callback = callback;
    return 1;
  }
  async present(): Promise<void> {
    const callback = this.#callback;
    this.#callback = undefined;
    callback?.(0, METADATA as VideoFrameCallbackMetadata);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function watch(read: (() => Promise<Samples>) | null): { video: Video; events: RecordedEvent[] } {
  const events: RecordedEvent[] = [];
  const video = new Video();
  const recorder = new Recorder({ send: (batch) => events.push(...eventsIn(batch)) });
  const strip = read === null ? null : ({ read } as unknown as StripReader);
  new FrameWatch(recorder, strip).follow(3, video as unknown as HTMLVideoElement);
  return { video, events };
}

function picture(number: number): Promise<Samples> {
  const bytes = encode(number).map((bit) => bit * 255);
  return Promise.resolve({ bytes, width: BLOCKS, step: 1, rowStarts: [0] });
}

describe('a presented frame', () => {
  test('is recorded when it was presented, with its number, and so is the next', async () => {
    let number = 41;
    const { video, events } = watch(() => picture(number++));
    await video.present();
    await video.present();
    expect(events).toMatchObject([
      { at_ms: 1234.5, data: { media: 3, painted: 41, media_time: 2.5, presented: 60, width: 640, height: 360 } },
      { data: { painted: 42 } },
    ]);
  });

  test('carries the cost of its recording in seconds', async () => {
    const { video, events } = watch(() => {
      const until = performance.now() + 20;
      while (performance.now() < until);
      return picture(1);
    });
    await video.present();
    const { cost } = events[0]?.data as { cost: number };
    expect(cost).toBeGreaterThan(0.019);
    expect(cost).toBeLessThan(1);
  });

  test('is recorded without a number when the picture may not be read', async () => {
    const { video, events } = watch(() => Promise.reject(new DOMException('tainted', 'SecurityError')));
    await video.present();
    await video.present();
    const frames = events.filter((event) => event.name === 'frame.presented');
    expect(frames).toMatchObject([{ data: { painted: null, tainted: true } }, { data: { tainted: true } }]);
    expect(events.filter((event) => event.name === 'console.logged')).toHaveLength(1);
  });

  test('is not said to be kept from everybody when reading it fails for another reason', async () => {
    const { video, events } = watch(() => Promise.reject(new DOMException('closed', 'InvalidStateError')));
    await video.present();
    expect(events.find(({ name }) => name === 'frame.presented')?.data).not.toHaveProperty('tainted');
  });

  test('is recorded without a number when pictures are not to be read', async () => {
    const { video, events } = watch(null);
    await video.present();
    expect(events).toMatchObject([{ data: { painted: null } }]);
  });

  test('is not waited for on elements that tell nothing about frames', () => {
    const recorder = new Recorder({ send: () => undefined });
    expect(() => new FrameWatch(recorder, null).follow(1, {} as HTMLVideoElement)).not.toThrow();
  });
});
