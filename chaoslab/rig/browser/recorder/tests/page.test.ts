// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { givenConfig } from '../src/config';
import { watchConnection } from '../src/connection';
import { offerMarks } from '../src/marks';
import { eventsIn, type RecordedEvent } from './batch';
import { Recorder } from '../src/recorder';
import { tellOfDiscard, watchVisibility } from '../src/visibility';

/** What the browser's own getter says, which is taken as the recorder loads. */
const tab = vi.hoisted(() => {
  const state: { visibility: DocumentVisibilityState } = { visibility: 'visible' };
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => state.visibility, configurable: true });
  return state;
});

interface Lab {
  chaoslab?: { mark(name: unknown, data?: unknown): void };
  __chaoslab_config?: unknown;
}

const lab = globalThis as Lab;
let events: RecordedEvent[];
let recorder: Recorder;
const recorded = (): unknown[] => {
  recorder.flush();
  return events.map(({ name, data }) => [name, data]);
};

const byThePage = (name: string): Event => Object.defineProperty(new Event(name), 'isTrusted', { value: false });

beforeEach(() => {
  // Listeners of earlier tests stay on the document and keep the list that they had.
  const mine: RecordedEvent[] = [];
  events = mine;
  recorder = new Recorder({ send: (batch) => mine.push(...eventsIn(batch)) });
});
afterEach(() => {
  vi.restoreAllMocks();
  tab.visibility = 'visible';
});

describe('the configuration', () => {
  test('is what the lab gave', () => {
    const states = [{ state: 'retrying', selector: '#x' }];
    const config = { states, readPixels: false, video: '#live', seeThrough: '.glass', token: 't0ken' };
    lab.__chaoslab_config = config;
    expect(givenConfig()).toEqual(config);
    delete lab.__chaoslab_config;
  });

  test('is not needed', () => {
    expect(givenConfig()).toEqual({ states: [], readPixels: true, video: '', seeThrough: '', token: '' });
  });
});

describe('marks', () => {
  beforeEach(() => {
    offerMarks(recorder);
  });

  test('carry what the data is at that moment', () => {
    const data = { list: [1] };
    lab.chaoslab?.mark('switch', data);
    data.list.push(2);
    lab.chaoslab?.mark('bare');
    expect(recorded()).toEqual([
      ['mark.made', { name: 'switch', data: { list: [1] } }],
      ['mark.made', { name: 'bare', data: null }],
    ]);
  });

  test('keep their whole name, however long: what is secret in it is looked for later', () => {
    const name = 'x'.repeat(300);
    lab.chaoslab?.mark(name);
    expect(recorded()).toEqual([['mark.made', { name, data: null }]]);
  });

  test.each([
    ['a circle', globalThis],
    ['a function', () => undefined],
    ['more than a mark can hold', 'x'.repeat(20_000)],
  ])('refuse %s without a word to the page', (_, data) => {
    expect(() => lab.chaoslab?.mark('odd', data)).not.toThrow();
    expect(recorded()).toMatchObject([['console.logged', { level: 'recorder' }]]);
  });

  test('cannot be changed or listed, but the page may use the name for itself', () => {
    expect(Object.isFrozen(lab.chaoslab)).toBe(true);
    expect(Object.keys(globalThis)).not.toContain('chaoslab');
    const own = { mark: () => undefined };
    lab.chaoslab = own;
    expect(lab.chaoslab).toBe(own);
  });
});

describe('visibility', () => {
  const become = (state: DocumentVisibilityState): void => {
    tab.visibility = state;
    document.dispatchEvent(byThePage('visibilitychange'));
  };

  test('is recorded with whether the browser or the page changed it', () => {
    watchVisibility(recorder);
    become('hidden');
    become('visible');
    expect(recorded()).toEqual([
      ['page.hidden', { trusted: false }],
      ['page.shown', { trusted: false }],
    ]);
  });

  test('is recorded of a page that begins hidden', () => {
    tab.visibility = 'hidden';
    watchVisibility(recorder);
    expect(recorded()).toEqual([['page.hidden', { trusted: true }]]);
  });

  test('is what the browser says, whatever the page says', () => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
    watchVisibility(recorder);
    become('hidden');
    expect(recorded()).toEqual([['page.hidden', { trusted: false }]]);
  });

  test('is recorded once although listening began twice', () => {
    watchVisibility(recorder)();
    become('hidden');
    expect(recorded()).toHaveLength(1);
  });

  test('ships what was recorded before the page goes', () => {
    watchVisibility(recorder);
    recorder.record('page.shown', { trusted: true });
    window.dispatchEvent(new Event('pagehide'));
    expect(events.map(({ name }) => name)).toEqual(['page.shown', 'page.closed']);
  });
});

describe('a frozen page', () => {
  test('says so before it stops, and when it goes on', () => {
    watchVisibility(recorder);
    document.dispatchEvent(byThePage('freeze'));
    expect(events).toMatchObject([{ name: 'page.frozen', data: { trusted: false } }]); // shipped at once
    document.dispatchEvent(byThePage('resume'));
    expect(recorded()).toEqual([
      ['page.frozen', { trusted: false }],
      ['page.resumed', { trusted: false }],
    ]);
  });
});

describe('a page that was thrown away', () => {
  test('is told of once, as soon as the document says so', () => {
    const tell = tellOfDiscard(recorder);
    tell();
    expect(recorded()).toEqual([]);
    Object.defineProperty(document, 'wasDiscarded', { value: true, configurable: true });
    tell();
    tell();
    expect(recorded()).toMatchObject([['page.discarded', {}]]);
  });
});

describe('the network', () => {
  test('is recorded as lost and back, with what the browser says of it and who told', () => {
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    watchConnection(recorder)();
    window.dispatchEvent(byThePage('offline'));
    online.mockReturnValue(true);
    window.dispatchEvent(byThePage('online'));
    expect(recorded()).toEqual([
      ['page.went_offline', { trusted: false, online: false }],
      ['page.went_online', { trusted: false, online: true }],
    ]);
  });
});
