// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WatchedState } from '../src/config';
import { Discovery } from '../src/discovery';
import { eventsIn, type RecordedEvent } from './batch';
import { Recorder } from '../src/recorder';
import { StateWatch } from '../src/states';
import { keep } from './keep';

/** Frames come when a test says so. */
const frames = vi.hoisted(() => {
  const waiting: FrameRequestCallback[] = [];
  globalThis.requestAnimationFrame = (run) => waiting.push(run);
  return { show: () => waiting.splice(0).forEach((run) => run(performance.now())) };
});

/** Mutation observers report after the task. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const ignore = (): void => undefined;

let events: RecordedEvent[];
let recorder: Recorder;
let restore: () => void;
const recorded = (): unknown[] => {
  recorder.flush();
  return events.map(({ name, data }) => [name, data]);
};

beforeEach(() => {
  restore = keep(Document.prototype, Element.prototype);
  const mine: RecordedEvent[] = [];
  events = mine;
  recorder = new Recorder({ send: (batch) => mine.push(...eventsIn(batch)) });
});
afterEach(() => {
  vi.restoreAllMocks();
  restore();
  document.body.innerHTML = '';
});

describe('states', () => {
  const box = (width: number, visibility = 'visible', opaque = true): void => {
    Element.prototype.checkVisibility = () => opaque;
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, width, width));
    vi.spyOn(globalThis, 'getComputedStyle').mockReturnValue({ visibility } as CSSStyleDeclaration);
  };
  const watch = (selector = '#spinner'): StateWatch =>
    new StateWatch(recorder, [{ state: 'buffering', selector }], () => [document]);

  test('are seen by any of several signs, by all of several, or by an element and its text', () => {
    box(10);
    const seenWith = (sign: Omit<WatchedState, 'state'>, html: string): boolean => {
      document.body.innerHTML = html;
      new StateWatch(recorder, [{ state: 'failed', ...sign }], () => [document]).check();
      const shown = recorded().length > 0;
      events.splice(0);
      return shown;
    };
    const any = { anyOf: [{ selector: '.a' }, { text: 'lost' }] };
    const all = { allOf: any.anyOf };
    const both = { selector: '.a', text: 'lost' };
    const pages = [
      '<i class="a"></i>',
      '<b>lost</b>',
      '<i class="a"></i><b>lost</b>',
      '<i class="a"><b>lost</b></i>',
      '',
    ];
    expect(pages.map((html) => seenWith(any, html))).toEqual([true, true, true, true, false]);
    expect(pages.map((html) => seenWith(all, html))).toEqual([false, false, true, true, false]);
    expect(pages.map((html) => seenWith(both, html))).toEqual([false, false, false, true, false]);
  });

  test('are shown and hidden once each', () => {
    box(10);
    const states = watch();
    states.check();
    document.body.innerHTML = '<i id="spinner"></i>';
    states.check();
    states.check();
    document.body.innerHTML = '';
    states.check();
    expect(recorded()).toEqual([
      ['state.shown', { state: 'buffering' }],
      ['state.hidden', { state: 'buffering' }],
    ]);
  });

  test('within a shadow root are recorded at the next frame, as of when they came', async () => {
    box(10);
    const watched = [{ state: 'buffering', selector: '#spinner' }];
    const states: StateWatch = new StateWatch(recorder, watched, () => discovery.roots());
    const discovery = new Discovery(recorder, { media: ignore, root: states.follow, documentReplaced: ignore });
    discovery.start();
    const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' });
    await settled();
    frames.show();
    const beforeMs = performance.now();
    shadow.innerHTML = '<i id="spinner"></i>';
    await settled();
    const afterMs = performance.now();
    await settled();
    expect(recorded()).toEqual([]);
    frames.show();
    expect(recorded()).toEqual([['state.shown', { state: 'buffering' }]]);
    expect(events[0]?.at_ms).toBeGreaterThanOrEqual(beforeMs);
    expect(events[0]?.at_ms).toBeLessThanOrEqual(afterMs);
  });

  test('are not shown by an element without a box', () => {
    box(0);
    document.body.innerHTML = '<i id="spinner"></i>';
    watch().check();
    expect(recorded()).toEqual([]);
  });

  test('are not shown by an element whose visibility is hidden', () => {
    box(10, 'hidden');
    document.body.innerHTML = '<i id="spinner"></i>';
    watch().check();
    expect(recorded()).toEqual([]);
  });

  test('are not shown by an element that is transparent, or within one', () => {
    box(10, 'visible', false);
    document.body.innerHTML = '<i id="spinner"></i>';
    watch().check();
    expect(recorded()).toEqual([]);
  });

  test('are seen by their words where these are what is watched', () => {
    box(10);
    const states = new StateWatch(recorder, [{ state: 'error', text: 'went wrong' }], () => [document]);
    document.body.innerHTML = '<p>Something <b>else</b></p>';
    states.check();
    document.body.innerHTML = '<p>Something went wrong.</p>';
    states.check();
    expect(recorded()).toEqual([['state.shown', { state: 'error' }]]);
  });

  test('with a selector that is none are said to be wrong once', () => {
    vi.spyOn(document, 'querySelectorAll').mockImplementation(() => {
      throw new DOMException('!! is not a valid selector', 'SyntaxError');
    });
    const states = watch('!!');
    states.check();
    states.check();
    expect(recorded()).toMatchObject([['console.logged', { level: 'recorder' }]]);
  });
});
