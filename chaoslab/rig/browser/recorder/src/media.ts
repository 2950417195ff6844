/** Everything that happens to a media element: its events as the DOM fires them, and a sample every 250 ms. */

import { everyElement } from './chosen';
import type { EventMap, EventName } from './events';
import { type Recorder, stampOf } from './recorder';

type MediaEvent = Extract<EventName, `media.${string}`>;
type Translate = (element: HTMLMediaElement, media: number) => (recorder: Recorder, event: Event) => void;

const DOM_EVENTS: Readonly<Record<string, Translate>> = {
  loadstart: as('media.load_began', (element) => ({ src: element.currentSrc })),
  emptied: as('media.emptied', () => ({})),
  loadedmetadata: as('media.metadata_loaded', sizeOf),
  play: as('media.play_requested', () => ({})),
  playing: as('media.playing', positionOf),
  waiting: as('media.waiting', positionOf),
  stalled: as('media.stalled', positionOf),
  pause: as('media.paused', positionOf),
  seeking: as('media.seeking', positionOf),
  seeked: as('media.seeked', positionOf),
  ratechange: as('media.rate_changed', (element) => ({
    rate: element.playbackRate,
  })),
  ended: as('media.ended', positionOf),
  error: as('media.failed', ({ error }) => ({
    code: error?.code ?? null,
    message: error?.message ?? '',
  })),
};

/** Record an element's coming, and while it is chosen every event that the browser, not the page, fires on it. */
export function watchMedia(recorder: Recorder, element: HTMLMediaElement, media: number, chosen = everyElement): void {
  recorder.record('media.attached', { media, tag: element.localName });
  for (const name of Object.keys(DOM_EVENTS)) {
    const record = DOM_EVENTS[name]?.(element, media);
    const listener = recorder.safely((event: Event) => {
      if (event.isTrusted && chosen(element)) record?.(recorder, event);
    });
    element.addEventListener(name, listener, { capture: true, passive: true });
  }
}

/** How the element stands now. */
export function sampleOf(element: HTMLMediaElement, media: number): EventMap['media.sampled'] {
  const quality = element instanceof HTMLVideoElement ? element.getVideoPlaybackQuality() : null;
  return {
    media,
    position: element.currentTime,
    buffered_to: bufferedTo(element),
    ready_state: element.readyState,
    paused: element.paused,
    rate: element.playbackRate,
    dropped: quality?.droppedVideoFrames ?? null,
    total: quality?.totalVideoFrames ?? null,
  };
}

function bufferedTo({ buffered, currentTime }: HTMLMediaElement): number | null {
  for (let range = 0; range < buffered.length; range++) {
    if (buffered.start(range) <= currentTime && currentTime <= buffered.end(range)) return buffered.end(range);
  }
  return null;
}

function as<N extends MediaEvent>(
  name: N,
  dataOf: (element: HTMLMediaElement) => Omit<EventMap[N], 'media'>,
): Translate {
  return (element, media) => (recorder, event) => {
    recorder.record(name, { media, ...dataOf(element) } as unknown as EventMap[N], stampOf(event));
  };
}

function positionOf(element: HTMLMediaElement): { position: number } {
  return { position: element.currentTime };
}

function sizeOf(element: HTMLMediaElement): { width: number; height: number } {
  if (!(element instanceof HTMLVideoElement)) return { width: 0, height: 0 };
  return { width: element.videoWidth, height: element.videoHeight };
}
