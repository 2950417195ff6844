import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Connection, isLegal, type Layout, STREAMS_AFTER, type UiMode } from '../../../src/layout/liveLayout/axes';
import { firstLayout, type LayoutEvent, next } from '../../../src/layout/liveLayout/machine';
import { rulesWith } from '../../../src/rules';

const NEW = firstLayout({ signalling: true, chat: true });
const at = (stream: Layout['stream'], overlay: Layout['overlay'], more: Partial<Layout> = {}): Layout => ({
  ...NEW,
  stream,
  overlay,
  details: { engine: 'flv', attempt: 0, reason: null },
  ...more,
});
const WAITING = at('NO_STREAM', 'waiting');
const LIVE = at('LIVE', 'none');
const BUFFERING = at('LIVE', 'buffering');
const RETRYING = at('RETRYING', 'retrying');
const SWITCHING = at('RETRYING', 'switching');
const FAILED = at('RETRYING', 'error');
const ENDED = at('ENDED', 'ended', { connection: 'closed' });

const PLAYED: LayoutEvent = { type: 'played' };
const KEPT_WAITING: LayoutEvent = { type: 'keptWaiting' };
const OVER: LayoutEvent = { type: 'ended' };
const GAVE_UP: LayoutEvent = { type: 'gaveUp', reason: 'cut' };
const opened = (engine: 'flv' | 'hls', attempt = 0): LayoutEvent => ({ type: 'opened', engine, attempt });
const lost = (attempt = 0): LayoutEvent => ({ type: 'lost', attempt, reason: 'cut' });
const buffering = (lasts: boolean): LayoutEvent => ({ type: 'buffering', lasts });

/** From a layout, an event leads to a stream and its overlay. */
const MEDIA: [string, Layout, LayoutEvent, Layout['stream'], Layout['overlay']][] = [
  ['opening the first engine is connecting', NEW, opened('flv'), 'NO_STREAM', 'connecting'],
  ['opening it again without a picture is still that', NEW, opened('flv', 1), 'NO_STREAM', 'connecting'],
  ['losing what never played is still that', NEW, lost(1), 'NO_STREAM', 'connecting'],
  ['a stream that does not begin is waited for', NEW, KEPT_WAITING, 'NO_STREAM', 'waiting'],
  ['and waited for when its engine is lost', WAITING, lost(2), 'NO_STREAM', 'waiting'],
  ['and when it is opened again', WAITING, opened('flv', 2), 'NO_STREAM', 'waiting'],
  ['and when it goes over to HLS', WAITING, opened('hls'), 'NO_STREAM', 'waiting'],
  ['a wait is no failure', WAITING, GAVE_UP, 'NO_STREAM', 'waiting'],
  ['buffering before the first picture is not shown', WAITING, buffering(true), 'NO_STREAM', 'waiting'],
  ['the first picture makes it live', NEW, PLAYED, 'LIVE', 'none'],
  ['also after a wait', WAITING, PLAYED, 'LIVE', 'none'],
  ['a stream that is live has begun', LIVE, KEPT_WAITING, 'LIVE', 'none'],
  ['a lasting lack of data is shown', LIVE, buffering(true), 'LIVE', 'buffering'],
  ['and its end too', BUFFERING, buffering(false), 'LIVE', 'none'],
  ['losing a live stream is retrying', LIVE, lost(1), 'RETRYING', 'retrying'],
  ['losing it while it buffers is too', BUFFERING, lost(1), 'RETRYING', 'retrying'],
  ['opening a live stream again is too', LIVE, opened('flv'), 'RETRYING', 'retrying'],
  ['a live stream can be given up', LIVE, GAVE_UP, 'RETRYING', 'error'],
  ['a retry is a retry', RETRYING, opened('flv', 2), 'RETRYING', 'retrying'],
  ['from FLV to HLS it switches', RETRYING, opened('hls'), 'RETRYING', 'switching'],
  ['a retry is no buffering', RETRYING, buffering(true), 'RETRYING', 'retrying'],
  ['a retry is no wait', RETRYING, KEPT_WAITING, 'RETRYING', 'retrying'],
  ['a retry can play', RETRYING, PLAYED, 'LIVE', 'none'],
  ['a switch can play', SWITCHING, PLAYED, 'LIVE', 'none'],
  ['a switch can be lost', SWITCHING, lost(), 'RETRYING', 'retrying'],
  ['a switch can be given up', SWITCHING, GAVE_UP, 'RETRYING', 'error'],
  ['a retry can be given up', RETRYING, GAVE_UP, 'RETRYING', 'error'],
  ['what was given up can be tried again', FAILED, opened('flv'), 'RETRYING', 'retrying'],
  ['a stream can end before it began', NEW, OVER, 'ENDED', 'ended'],
  ['or while it is waited for', WAITING, OVER, 'ENDED', 'ended'],
  ['or while it is live', LIVE, OVER, 'ENDED', 'ended'],
  ['or while it buffers', BUFFERING, OVER, 'ENDED', 'ended'],
  ['or while it is tried again', RETRYING, OVER, 'ENDED', 'ended'],
  ['or while it switches', SWITCHING, OVER, 'ENDED', 'ended'],
  ['or after it was given up', FAILED, OVER, 'ENDED', 'ended'],
];

const CONNECTIONS: Connection[] = ['connecting', 'connected', 'reconnecting', 'suspended', 'gave-up', 'closed'];
const connection = (is: Connection): LayoutEvent => ({ type: 'connection', is });

const ARRANGEMENTS: [UiMode, LayoutEvent['type'], boolean, UiMode][] = [
  ['chat-open', 'resized', true, 'compact'],
  ['chat-open', 'resized', false, 'chat-open'],
  ['compact', 'resized', false, 'chat-open'],
  ['compact', 'resized', true, 'compact'],
  ['chat-closed', 'resized', true, 'chat-closed'],
  ['chat-closed', 'resized', false, 'chat-closed'],
  ['chat-open', 'chatToggled', false, 'chat-closed'],
  ['compact', 'chatToggled', true, 'chat-closed'],
  ['chat-closed', 'chatToggled', false, 'chat-open'],
  ['chat-closed', 'chatToggled', true, 'compact'],
  ['no-chat', 'resized', true, 'no-chat'],
  ['no-chat', 'chatToggled', false, 'no-chat'],
];

const EVENTS: LayoutEvent[] = [
  ...[PLAYED, KEPT_WAITING, OVER, GAVE_UP, opened('flv'), opened('hls'), opened('flv', 2), lost(), lost(3)],
  ...[buffering(true), buffering(false)],
  ...CONNECTIONS.map(connection),
  ...([true, false] as const).flatMap((isNarrow): LayoutEvent[] => [
    { type: 'resized', isNarrow },
    { type: 'chatToggled', isNarrow },
  ]),
];
const HISTORY = fc.array(fc.constantFrom(...EVENTS), { maxLength: 60 });

describe('the layout machine', () => {
  // eslint-disable-next-line max-params -- one for each column of the table above
  test.each(MEDIA)('%s', (_, layout, event, stream, overlay) => {
    expect(next(layout, event)).toMatchObject({ stream, overlay, uiMode: layout.uiMode });
  });

  test.each(CONNECTIONS)('follows the connection: %s', (is) => {
    expect(next(LIVE, connection(is))).toEqual({ ...LIVE, connection: is });
  });

  test('has no connection where there is no signalling', () => {
    const alone = firstLayout({ signalling: false, chat: false });
    expect(alone).toMatchObject({ connection: 'off', uiMode: 'no-chat' });
    expect(next(alone, connection('connected'))).toBe(alone);
    expect(next(alone, OVER)).toMatchObject({ connection: 'off', stream: 'ENDED' });
  });

  test('takes an ended stream for the end of its connection', () => {
    expect(next({ ...LIVE, connection: 'connected' }, OVER)).toMatchObject({ connection: 'closed', stream: 'ENDED' });
  });

  test.each(ARRANGEMENTS)(
    'from %s, when %s and the screen is narrow: %s, comes %s',
    (uiMode, type, isNarrow, after) => {
      expect(next({ ...LIVE, uiMode }, { type, isNarrow } as LayoutEvent)).toEqual({ ...LIVE, uiMode: after });
    },
  );

  test('lets the chat be put away after the end, and nothing else', () => {
    for (const event of EVENTS) {
      const after = next(ENDED, event);
      expect({ ...after, uiMode: ENDED.uiMode }).toEqual(ENDED);
      if (event.type !== 'resized' && event.type !== 'chatToggled') expect(after).toBe(ENDED);
    }
  });

  test('notes what the words on an overlay need', () => {
    expect(next(RETRYING, lost(2)).details).toEqual({ engine: 'flv', attempt: 2, reason: 'cut' });
    expect(next(RETRYING, opened('hls')).details).toEqual({ engine: 'hls', attempt: 0, reason: null });
    expect(next(RETRYING, GAVE_UP).details.reason).toBe('cut');
  });

  test('is legal whatever happens: no retry of what was never live, nothing after the end', () => {
    fc.assert(
      fc.property(HISTORY, fc.boolean(), fc.boolean(), (events, signalling, chat) => {
        let layout = firstLayout({ signalling, chat });
        let wasLive = false;
        expect(isLegal(layout)).toBe(true);
        for (const event of events) {
          const before = layout;
          layout = next(layout, event);
          wasLive ||= layout.stream === 'LIVE';
          expect(isLegal(layout)).toBe(true);
          expect(STREAMS_AFTER[before.stream]).toContain(layout.stream);
          if (layout.stream === 'RETRYING') expect(wasLive).toBe(true);
          if (before.stream === 'ENDED') expect({ ...layout, uiMode: before.uiMode }).toEqual(before);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('knows an illegal layout when it sees one', () => {
    for (const layout of [
      at('NO_STREAM', 'retrying'),
      at('NO_STREAM', 'error'),
      at('LIVE', 'retrying'),
      at('RETRYING', 'none'),
      at('ENDED', 'buffering', { connection: 'closed' }),
      at('ENDED', 'ended', { connection: 'connected' }),
    ]) {
      expect(isLegal(layout)).toBe(false);
    }
  });

  test('called reconnecting what never began, with the defect', () => {
    const layout = next(NEW, KEPT_WAITING, rulesWith('always-retrying'));
    expect(layout).toMatchObject({ stream: 'RETRYING', overlay: 'retrying' });
  });

  test('comes back from the end, with the defect', () => {
    const rules = rulesWith('stale-events');
    const ended = next({ ...LIVE, connection: 'connected' }, OVER, rules);
    expect(ended).toMatchObject({ stream: 'ENDED', overlay: 'ended', connection: 'connected' });
    expect(next(ended, lost(1), rules)).toMatchObject({ stream: 'RETRYING', overlay: 'retrying' });
    expect(next(ended, PLAYED, rules)).toMatchObject({ stream: 'LIVE', overlay: 'none' });
  });
});
