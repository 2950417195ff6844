import { expect, test } from 'vitest';
import { hasChat, readSettings, type Settings } from '../src/settings';

const FLV = 'flv=http%3A%2F%2Fa.test%3A1%2Flive%2Flive%2Fk.flv';
const HLS = 'hls=http%3A%2F%2Fa.test%3A2%2Fhls%2Fk.m3u8';

test('the address of the page says what to play', () => {
  expect(readSettings(`?${FLV}&${HLS}&key=k`)).toEqual({
    mode: 'flv',
    urls: { flv: 'http://a.test:1/live/live/k.flv', hls: 'http://a.test:2/hls/k.m3u8' },
    key: 'k',
    socketUrl: null,
    chat: true,
    breaker: true,
    viewers: 1,
    defect: null,
  });
});

test('the address says what of signalling there is', () => {
  const query = `?${FLV}&${HLS}&socket=http%3A%2F%2Fa.test%3A3&chat=off&breaker=off&viewers=20`;
  expect(readSettings(query)).toMatchObject({
    socketUrl: 'http://a.test:3',
    chat: false,
    breaker: false,
    viewers: 20,
  });
});

test.each([
  ['', false],
  ['&socket=http%3A%2F%2Fa.test', true],
  ['&socket=http%3A%2F%2Fa.test&chat=on', true],
  ['&socket=http%3A%2F%2Fa.test&chat=off', false],
  ['&chat=on', false],
])('with "%s" there is a chat: %s', (query, has) => {
  expect(hasChat(readSettings(`?${FLV}&${HLS}${query}`) as Settings)).toBe(has);
});

test('HLS alone needs no FLV', () => {
  expect(readSettings(`?${HLS}&mode=hls`)).toMatchObject({ mode: 'hls', urls: { flv: '' } });
});

test('a defect is taken by its name', () => {
  expect(readSettings(`?${FLV}&${HLS}&defect=no-watchdog`)).toMatchObject({ defect: 'no-watchdog' });
});

test.each([
  ['', /^flv= is not a full address.*\?flv=http/],
  [`?${FLV}`, /^hls= is not a full address/],
  [`?flv=k.flv&${HLS}`, /^flv=k\.flv is not a full address/],
  [`?${FLV}&${HLS}&defect=no-such`, /^defect=no-such is not known: use one of no-fallback, /],
  [`?flv=javascript:x&${HLS}`, /^flv=javascript:x is not a full address/],
  [`?${FLV}&${HLS}&defect=toString`, /^defect=toString is not known/],
  [`?${FLV}&${HLS}&socket=a.test:1`, /^socket=a\.test:1 is not a full address: open this page with \?socket=http/],
  [`?${FLV}&${HLS}&chat=no`, /^chat=no is neither on nor off: use chat=off, or leave it out/],
  [`?${FLV}&${HLS}&breaker=`, /^breaker= is neither on nor off/],
  [`?${FLV}&${HLS}&viewers=21`, /^viewers=21 is not a number from 1 to 20/],
  [`?${FLV}&${HLS}&viewers=0`, /^viewers=0 is not a number/],
  [`?${FLV}&${HLS}&viewers=1e1`, /^viewers=1e1 is not a number/],
  [`?${FLV}&${HLS}&mode=rtmp`, /^mode=rtmp is not known: use mode=flv or mode=hls/],
])('the address "%s" is refused by name', (query, message) => {
  expect(readSettings(query)).toEqual({ wrong: expect.stringMatching(message) as string });
});
