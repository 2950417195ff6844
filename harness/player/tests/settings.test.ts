import { expect, test } from 'vitest';
import { readSettings } from '../src/settings';

const FLV = 'flv=http%3A%2F%2Fa.test%3A1%2Flive%2Flive%2Fk.flv';
const HLS = 'hls=http%3A%2F%2Fa.test%3A2%2Fhls%2Fk.m3u8';

test('the address of the page says what to play', () => {
  expect(readSettings(`?${FLV}&${HLS}&key=k`)).toEqual({
    mode: 'flv',
    urls: { flv: 'http://a.test:1/live/live/k.flv', hls: 'http://a.test:2/hls/k.m3u8' },
    key: 'k',
    defect: null,
  });
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
  [`?${FLV}&${HLS}&mode=rtmp`, /^mode=rtmp is not known: use mode=flv or mode=hls/],
])('the address "%s" is refused by name', (query, message) => {
  expect(readSettings(query)).toEqual({ wrong: expect.stringMatching(message) as string });
});
