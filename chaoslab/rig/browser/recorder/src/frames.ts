/** Records every frame that a video element presents, with the number painted in it and what reading it cost. */

import { everyElement, type Chosen } from './chosen';
import { decode } from './frameCode';
import { nowMs } from './native';
import type { Recorder } from './recorder';
import { averageBlocks, type Samples, type StripReader } from './strip';

export class FrameWatch {
  readonly #recorder: Recorder;
  readonly #strip: StripReader | null;
  readonly #chosen: Chosen;

  /** `strip` null leaves the pictures unread. */
  constructor(recorder: Recorder, strip: StripReader | null, chosen = everyElement) {
    this.#recorder = recorder;
    this.#strip = strip;
    this.#chosen = chosen;
  }

  /** Follow a video element for as long as it lives, across all its sources. */
  readonly follow = (media: number, video: HTMLVideoElement): void => {
    if (!('requestVideoFrameCallback' in video)) return;
    const next = video.requestVideoFrameCallback.bind(video);
    const presented = (_: number, metadata: VideoFrameCallbackMetadata): void => {
      next(presented);
      if (this.#chosen(video)) void this.#record(media, video, metadata);
    };
    next(presented);
  };

  async #record(media: number, video: HTMLVideoElement, metadata: VideoFrameCallbackMetadata): Promise<void> {
    const calledAtMs = nowMs();
    const reading = this.#read(video);
    const waitingFromMs = nowMs();
    const samples = await reading;
    const resumedAtMs = nowMs();
    const tainted = samples === 'tainted' ? ({ tainted: true } as const) : {};
    const painted = samples === null || samples === 'tainted' ? null : decode(averageBlocks(samples));
    const { presentationTime, mediaTime: media_time, presentedFrames: presented, width, height } = metadata;
    const cost = (waitingFromMs - calledAtMs + nowMs() - resumedAtMs) / 1000;
    const data = { media, painted, media_time, presented, width, height, cost, ...tainted };
    this.#recorder.record('frame.presented', data, presentationTime);
  }

  async #read(video: HTMLVideoElement): Promise<Samples | 'tainted' | null> {
    try {
      return this.#strip === null ? null : await this.#strip.read(video);
    } catch (error) {
      this.#recorder.trouble(error);
      return error instanceof DOMException && error.name === 'SecurityError' ? 'tainted' : null;
    }
  }
}
