/** The media elements that were found: each gets a number, and is followed for as long as the page keeps it. */

import { everyElement, type Chosen } from './chosen';
import { sampleOf, watchMedia } from './media';
import type { Recorder } from './recorder';

export class MediaElements {
  readonly #recorder: Recorder;
  readonly #watchVideo: (media: number, video: HTMLVideoElement) => void;
  readonly #chosen: Chosen;
  readonly #known = new WeakSet<HTMLMediaElement>();
  // Weak, so that elements which the page drops are freed although they were watched.
  readonly #numbered = new Map<number, WeakRef<HTMLMediaElement>>();
  #next = 1;

  constructor(recorder: Recorder, watchVideo: (media: number, video: HTMLVideoElement) => void, chosen = everyElement) {
    this.#recorder = recorder;
    this.#watchVideo = watchVideo;
    this.#chosen = chosen;
  }

  readonly add = (element: HTMLMediaElement): void => {
    if (this.#known.has(element)) return;
    this.#known.add(element);
    const media = this.#next++;
    this.#numbered.set(media, new WeakRef(element));
    watchMedia(this.#recorder, element, media, this.#chosen);
    if (element instanceof HTMLVideoElement) this.#watchVideo(media, element);
  };

  sample(): void {
    for (const [media, weak] of this.#numbered) {
      const element = weak.deref();
      if (element === undefined) this.#numbered.delete(media);
      else if (this.#chosen(element)) this.#recorder.record('media.sampled', sampleOf(element, media));
    }
  }
}
