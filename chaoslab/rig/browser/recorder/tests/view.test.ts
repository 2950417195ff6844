// @vitest-environment happy-dom

import { beforeEach, describe, expect, test, vi } from 'vitest';
import { eventsIn, type RecordedEvent } from './batch';
import { Recorder } from '../src/recorder';
import { common, pictureBox } from '../src/view/box';
import type { Look, Looker } from '../src/view/look';
import { alphaOf, background, both, filtered, UNKNOWN } from '../src/view/paint';
import { differs, nameOf, Tally } from '../src/view/tally';
import { ViewWatch } from '../src/view/view';

/** What the browser's own getter says, which is taken as the recorder loads. */
const tab = vi.hoisted(() => {
  const state: { visibility: DocumentVisibilityState } = { visibility: 'visible' };
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => state.visibility, configurable: true });
  Object.defineProperty(globalThis, 'IntersectionObserver', { value: undefined, configurable: true });
  return state;
});

const style = (properties: Partial<CSSStyleDeclaration>): CSSStyleDeclaration => properties as CSSStyleDeclaration;
const SEEN: Look = { share: 1, possible: 1, width: 480, height: 270, why: '', thorough: true };
const HIDDEN: Look = { ...SEEN, share: 0, possible: 0, why: 'covered by div.notice' };

describe('the alpha of a colour', () => {
  test.each([
    ['rgb(1, 2, 3)', 1],
    ['rgba(1, 2, 3, 0.25)', 0.25],
    ['rgba(0, 0, 0, 0)', 0],
    ['color(srgb 0.1 0.2 0.3 / 0.5)', 0.5],
    ['oklch(0.4 0.1 20 / 40%)', 0.4],
    ['transparent', 0],
  ])('of %s is %f', (colour, alpha) => {
    expect(alphaOf(colour)).toBe(alpha);
  });
});

describe('a background', () => {
  const gradient = 'linear-gradient(rgba(0, 0, 0, 0), rgb(0, 0, 0) 80%)';
  test.each([
    ['a colour', 'none', { sure: 0.5, possible: 0.5 }],
    ['a gradient over it', gradient, { sure: 0.5, possible: 1 }],
    ['an image over it', 'url("https://cdn.example.test/x.png")', { sure: 0.5, possible: 1 }],
  ])('of %s hides what it surely hides', (_, backgroundImage, cover) => {
    expect(background(style({ backgroundColor: 'rgba(0, 0, 0, 0.5)', backgroundImage }))).toEqual(cover);
  });

  test('adds up with what is over it', () => {
    const half = { sure: 0.5, possible: 0.5 };
    expect(both(half, half)).toEqual({ sure: 0.75, possible: 0.75 });
    expect(both(UNKNOWN, half)).toEqual({ sure: 0.5, possible: 1 });
  });
});

test.each([
  ['none', { blur: 0, black: false, opacity: 1 }],
  ['blur(12px) opacity(0.5)', { blur: 12, black: false, opacity: 0.5 }],
  ['brightness(0)', { blur: 0, black: true, opacity: 1 }],
  ['saturate(0.5) contrast(0.8)', { blur: 0, black: false, opacity: 1 }],
])('the filter %s leaves of a picture what it leaves', (filter, left) => {
  expect(filtered(filter)).toEqual(left);
});

describe('a picture of 640 × 360 in a box of 400 × 400', () => {
  const box = { x: 10, y: 20, width: 400, height: 400 };
  test.each([
    ['contain', '50% 50%', { x: 10, y: 107.5, width: 400, height: 225 }],
    ['contain', '0px 100%', { x: 10, y: 195, width: 400, height: 225 }],
    ['contain', '0% calc(100% - 30px)', { x: 10, y: 165, width: 400, height: 225 }],
    ['fill', '50% 50%', box],
    ['none', '0px 0px', { x: 10, y: 20, width: 640, height: 360 }],
    ['scale-down', '50% 50%', { x: 10, y: 107.5, width: 400, height: 225 }],
    ['none', '-1000px 0px', { x: -990, y: 20, width: 640, height: 360 }],
  ])('with %s at %s lies where it lies', (objectFit, objectPosition, where) => {
    expect(pictureBox(box, { width: 640, height: 360 }, style({ objectFit, objectPosition }))).toEqual(where);
  });

  test('that covers it is cut off at its edges', () => {
    const css = style({ objectFit: 'cover', objectPosition: '50% 50%' });
    expect(common(pictureBox(box, { width: 640, height: 360 }, css), box)).toEqual(box);
  });
});

describe('a tally', () => {
  const tally = (seen: number, hidden: number, unknown: number): Tally => {
    const made = new Tally();
    for (let count = 0; count < seen; count++) made.see();
    for (let count = 0; count < hidden; count++) made.hide('clipped');
    for (let count = 0; count < unknown; count++) made.doubt('may be covered by iframe#ad');
    return made;
  };
  const size = { width: 1, height: 1 };

  test.each([
    [tally(5, 0, 0), 1, 1, ''],
    [tally(4, 1, 0), 0.8, 0.8, 'clipped'],
    [tally(1, 4, 0), 0.2, 0.2, 'clipped'],
    [tally(2, 1, 7), 0.2, 0.9, 'may be covered by iframe#ad'],
    [tally(1, 6, 3), 0.1, 0.4, 'clipped'],
  ])('tells shares, and the reason that matters', (made, share, possible, why) => {
    expect(made.view(size, 1)).toEqual({ share, possible, why, ...size });
  });

  test('of a picture that is mostly outside of its box is small', () => {
    expect(tally(5, 0, 0).view(size, 0.3)).toMatchObject({ share: 0.3, why: 'clipped' });
  });

  test.each([
    [{ ...SEEN, share: 0.95, why: 'covered by button' }, false],
    [{ ...SEEN, width: 482 }, false],
    [{ ...SEEN, width: 486 }, true],
    [{ ...SEEN, share: 0.8 }, true],
    [HIDDEN, true],
  ])('that reads %o is worth an event: %s', (view, worth) => {
    expect(differs(SEEN, view)).toBe(worth);
  });
});

test('an element is named by what tells it from others', () => {
  document.body.innerHTML = '<div id="ad" class="x"></div><p class="notice dark"></p><i></i>';
  expect([...document.body.children].map(nameOf)).toEqual(['div#ad', 'p.notice', 'i']);
});

describe('the view of a video', () => {
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
  let events: RecordedEvent[];
  let looks: (Look | null)[];
  let granted: boolean[];
  let watch: ViewWatch;
  const told = (): unknown[] => events.map(({ data }) => data);

  beforeEach(() => {
    tab.visibility = 'visible';
    const mine: RecordedEvent[] = [];
    events = mine;
    looks = [];
    granted = [];
    const looker = {
      glance: () => null,
      look: (_video: unknown, _memory: unknown, thorough: boolean) => {
        granted.push(thorough);
        return looks.shift() ?? null;
      },
    };
    const recorder = new Recorder({ send: (batch) => mine.push(...eventsIn(batch)) });
    watch = new ViewWatch(recorder, looker as unknown as Looker);
    watch.root(document);
    watch.follow(3, document.createElement('video'));
  });

  test('is told once it was looked at, and then when it changes, with when it was last looked at', async () => {
    const began = performance.now();
    looks = [SEEN, SEEN, HIDDEN];
    for (const atMs of [began + 100, began + 2_000, began + 4_000]) watch.tick(atMs);
    await settled();
    expect(told()).toMatchObject([
      { media: 3, share: 1, width: 480, height: 270, why: '' },
      { share: 0, why: 'covered by div.notice', checked_at: began + 2_000 },
    ]);
    expect(events[1]?.at_ms).toBe(began + 4_000);
  });

  test('is stamped with the change of the page that it follows', async () => {
    const began = performance.now();
    looks = [SEEN, HIDDEN];
    watch.tick(began);
    await settled();
    const before = performance.now();
    document.body.append(document.createElement('div'));
    await settled();
    const after = performance.now();
    watch.tick(after + 200);
    await settled();
    expect(events[1]?.at_ms).toBeGreaterThanOrEqual(before);
    expect(events[1]?.at_ms).toBeLessThanOrEqual(after);
  });

  test('may have changed since the last thorough look where only that finds what is over it', async () => {
    const began = performance.now();
    looks = [SEEN, { ...SEEN, thorough: false }, { ...HIDDEN, late: true }];
    for (const atMs of [began + 1_000, began + 3_000, began + 9_000]) watch.tick(atMs);
    await settled();
    expect(granted).toEqual([true, false, true]);
    expect(told()).toMatchObject([{ share: 1 }, { share: 0, checked_at: began + 1_000 }]);
  });

  test('is not looked for in a hidden tab, where nothing is laid out', () => {
    tab.visibility = 'hidden';
    looks = [SEEN];
    watch.tick(performance.now() + 1_000);
    expect(granted).toEqual([]);
  });
});
