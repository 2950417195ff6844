// @vitest-environment happy-dom

import { beforeEach, describe, expect, test } from 'vitest';
import { chosenBy } from '../src/chosen';
import type { EventName } from '../src/events';
import { sampleOf, watchMedia } from '../src/media';
import { MediaElements } from '../src/mediaElements';
import { eventsIn, type RecordedEvent } from './batch';
import { Recorder } from '../src/recorder';

describe('a media element', () => {
  let events: RecordedEvent[];
  let recorder: Recorder;
  const named = (name: EventName): unknown[] => {
    recorder.flush();
    return events.filter((event) => event.name === name).map((event) => event.data);
  };
  const fire = (element: HTMLMediaElement, name: string, isTrusted = true): void => {
    const event = new Event(name);
    Object.defineProperty(event, 'isTrusted', { value: isTrusted });
    element.dispatchEvent(event);
  };

  beforeEach(() => {
    events = [];
    recorder = new Recorder({ send: (batch) => events.push(...eventsIn(batch)) });
  });

  test('is recorded as it comes, with its events in the words of the timeline', () => {
    const video = document.createElement('video');
    Object.defineProperties(video, { videoWidth: { value: 640 }, videoHeight: { value: 360 } });
    watchMedia(recorder, video, 7);
    for (const name of ['loadstart', 'loadedmetadata', 'play', 'waiting', 'ratechange', 'error']) fire(video, name);
    expect(named('media.attached')).toEqual([{ media: 7, tag: 'video' }]);
    expect(named('media.load_began')).toEqual([{ media: 7, src: video.currentSrc }]);
    expect(named('media.metadata_loaded')).toEqual([{ media: 7, width: 640, height: 360 }]);
    expect(named('media.play_requested')).toEqual([{ media: 7 }]);
    expect(named('media.waiting')).toEqual([{ media: 7, position: 0 }]);
    expect(named('media.rate_changed')).toEqual([{ media: 7, rate: 1 }]);
    expect(named('media.failed')).toEqual([{ media: 7, code: null, message: '' }]);
  });

  test('says its whole source, however long: what is secret in it is looked for later', () => {
    const video = document.createElement('video');
    const src = `https://media.example.test/live.m3u8?${'x'.repeat(600)}`;
    Object.defineProperty(video, 'currentSrc', { value: src });
    watchMedia(recorder, video, 1);
    fire(video, 'loadstart');
    expect(named('media.load_began')).toEqual([{ media: 1, src }]);
  });

  test('is heard for as long as it is the one that was chosen', () => {
    const video = document.createElement('video');
    watchMedia(recorder, video, 1, chosenBy('#live'));
    fire(video, 'playing');
    video.id = 'live';
    fire(video, 'waiting');
    expect(named('media.attached')).toHaveLength(1);
    expect(named('media.playing')).toEqual([]);
    expect(named('media.waiting')).toHaveLength(1);
  });

  test('is not believed about events that the page made', () => {
    const video = document.createElement('video');
    watchMedia(recorder, video, 1);
    fire(video, 'playing', false);
    expect(named('media.playing')).toEqual([]);
  });

  test('is heard although the page stops its events', () => {
    const video = document.createElement('video');
    watchMedia(recorder, video, 1);
    video.addEventListener('playing', (event) => event.stopImmediatePropagation(), { capture: true });
    fire(video, 'playing');
    expect(named('media.playing')).toHaveLength(1);
  });

  test.each([
    [0.5, 1],
    [1, 1],
    [1.5, null],
    [2.25, 3],
  ])('at %f with 0–1 and 2–3 buffered has data up to %s', (position, expected) => {
    const ranges = [
      [0, 1],
      [2, 3],
    ];
    const buffered = {
      length: ranges.length,
      start: (index: number) => ranges[index]?.[0] ?? NaN,
      end: (index: number) => ranges[index]?.[1] ?? NaN,
    };
    const audio = { buffered, currentTime: position } as unknown as HTMLMediaElement;
    expect(sampleOf(audio, 1).buffered_to).toBe(expected);
  });

  test('is numbered once, however often it is found, and sampled under its number', () => {
    const watched: number[] = [];
    const elements = new MediaElements(recorder, (media) => watched.push(media));
    const [video, audio] = [document.createElement('video'), document.createElement('audio')];
    video.getVideoPlaybackQuality = () => ({ droppedVideoFrames: 2, totalVideoFrames: 9 }) as VideoPlaybackQuality;
    for (const element of [video, audio, video]) elements.add(element);
    elements.sample();
    expect(named('media.attached')).toEqual([
      { media: 1, tag: 'video' },
      { media: 2, tag: 'audio' },
    ]);
    expect(watched).toEqual([1]);
    expect(named('media.sampled')).toMatchObject([
      { media: 1, position: 0, paused: true, rate: 1, dropped: 2, total: 9 },
      { media: 2, dropped: null, total: null },
    ]);
  });
});
