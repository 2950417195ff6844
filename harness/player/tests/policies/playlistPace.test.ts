import { describe, expect, test } from 'vitest';
import { AGAIN_AFTER_MS, EARLY_MS, FRESH, heard, type Pace } from '../../src/policies/playlistPace';

function playlist(last: number, seconds = 1): string {
  const segments = [last - 1, last].map(
    (number) => `#EXTINF:${String(number === last ? seconds : 9)},\n${String(number)}.ts`,
  );
  return ['#EXTM3U', '#EXT-X-TARGETDURATION:9', ...segments, ''].join('\n');
}

const known: Pace = { text: playlist(7), askAtMs: 1_950, giveUpAtMs: 2_500 };

describe('the pace of playlists', () => {
  test('is looked for at once after the first, whose age nobody knows', () => {
    const { pace, verdict } = heard(FRESH, { text: playlist(7), askedAtMs: 1_000 }, 1_010);
    expect(verdict).toEqual({ type: 'pass', soonerMs: 900 });
    expect(pace).toEqual({ text: playlist(7), askAtMs: 0, giveUpAtMs: 2_500 });
  });

  test('is that of the last segment once news has come', () => {
    const { pace, verdict } = heard(known, { text: playlist(8, 0.8), askedAtMs: 2_000 }, 2_010);
    expect(verdict).toEqual({ type: 'pass', soonerMs: 160 });
    expect(pace).toEqual({ text: playlist(8, 0.8), askAtMs: 2_800 - EARLY_MS, giveUpAtMs: 3_200 });
  });

  test('asks again soon while news is due', () => {
    const { pace, verdict } = heard(known, { text: playlist(7), askedAtMs: 1_950 }, 1_960);
    expect(verdict).toEqual({ type: 'ask again', atMs: 1_960 + AGAIN_AFTER_MS });
    expect(pace).toBe(known);
  });

  test('hands on a playlist without news when the stream seems to have halted', () => {
    const { pace, verdict } = heard(known, { text: playlist(7), askedAtMs: 2_490 }, 2_500);
    expect(verdict).toEqual({ type: 'pass', soonerMs: 0 });
    expect(pace).toBe(known);
  });

  test.each([
    ['a master playlist', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n'],
    ['a playlist that has ended', `${playlist(7)}#EXT-X-ENDLIST\n`],
    ['something else', '<html>'],
    ['nothing', ''],
  ])('is not touched by %s', (_, text) => {
    const { pace, verdict } = heard(known, { text, askedAtMs: 2_000 }, 2_010);
    expect(verdict).toEqual({ type: 'pass', soonerMs: 0 });
    expect(pace).toBe(known);
  });
});
