import { expect, test } from 'vitest';
import { firstLayout } from '../../src/layout/liveLayout/machine';
import type { Details, Layout, Overlay, UiMode } from '../../src/layout/liveLayout/axes';
import { viewOf } from '../../src/layout/view';
import { rulesWith } from '../../src/rules';

const LAYOUT = firstLayout({ signalling: true, chat: true });

const SHOWN: [Overlay, Partial<Details>, string, string, string | null][] = [
  ['connecting', {}, 'connecting', 'Connecting', null],
  ['waiting', { attempt: 2 }, 'waiting', 'Waiting for the stream', 'It starts here by itself once it is live'],
  ['none', { engine: 'flv' }, 'live', 'Live via FLV', null],
  ['none', { engine: 'hls', attempt: 3 }, 'live', 'Live via HLS', null],
  ['buffering', { engine: 'flv' }, 'buffering', 'Buffering', null],
  ['retrying', { engine: 'flv', attempt: 1 }, 'retrying', 'Reconnecting', 'Attempt 1 of 3'],
  ['retrying', { engine: 'hls', attempt: 0 }, 'retrying', 'Reconnecting', null],
  ['switching', { engine: 'hls' }, 'switching', 'Switching to HLS', null],
  ['error', { reason: 'cut' }, 'error', 'The stream cannot be played', 'cut'],
  ['ended', {}, 'ended', 'The stream has ended', 'Thank you for watching'],
];

// eslint-disable-next-line max-params -- one for each column of the table above
test.each(SHOWN)('%s %j is %s: %s', (overlay, details, state, title, hint) => {
  const shown = viewOf({ ...LAYOUT, overlay, details: { ...LAYOUT.details, ...details } });
  expect(shown).toMatchObject({ state, title, hint });
});

test('the badge is there while the stream is live, the count until it has ended', () => {
  expect(viewOf(LAYOUT)).toMatchObject({ isLive: false, isCounted: true });
  expect(viewOf({ ...LAYOUT, stream: 'LIVE' })).toMatchObject({ isLive: true, isCounted: true });
  expect(viewOf({ ...LAYOUT, stream: 'ENDED' })).toMatchObject({ isLive: false, isCounted: false });
});

test.each<[UiMode, Layout['stream'], string]>([
  ['no-chat', 'LIVE', 'none'],
  ['chat-closed', 'LIVE', 'none'],
  ['chat-open', 'NO_STREAM', 'open'],
  ['compact', 'RETRYING', 'open'],
  ['chat-open', 'ENDED', 'over'],
  ['compact', 'ENDED', 'over'],
  ['chat-closed', 'ENDED', 'none'],
])('with %s and %s the chat is: %s', (uiMode, stream, chat) => {
  expect(viewOf({ ...LAYOUT, uiMode, stream }).chat).toBe(chat);
});

test('the chat stays open after the end, with the defect', () => {
  expect(viewOf({ ...LAYOUT, stream: 'ENDED' }, rulesWith('stale-events')).chat).toBe('open');
});
