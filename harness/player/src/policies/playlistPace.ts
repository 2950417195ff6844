/** When to ask again for a live playlist, so that a segment is found as soon as it is there: pure, and told the time. */

export interface Pace {
  readonly text: string; // of the last playlist that had news
  readonly askAtMs: number; // the earliest time at which asking again makes sense
  readonly giveUpAtMs: number; // without news until then, the stream has halted
}

export interface Answer {
  readonly text: string;
  readonly askedAtMs: number;
}

export type Verdict =
  | { readonly type: 'ask again'; readonly atMs: number }
  /** To be handed on; the next request should come this much sooner than the playlist's own rhythm says. */
  | { readonly type: 'pass'; readonly soonerMs: number };

export interface Heard {
  readonly pace: Pace;
  readonly verdict: Verdict;
}

export const FRESH: Pace = { text: '', askAtMs: 0, giveUpAtMs: 0 };
export const AGAIN_AFTER_MS = 80;
/** Asking a little before news is due follows a publisher whose rhythm drifts. */
export const EARLY_MS = 50;

const SEGMENT = /#EXTINF:([\d.]+)(?![^]*#EXTINF)/; // the last one
const END = '#EXT-X-ENDLIST';

/** What an answer teaches, and what is to be done with it. Anything but a live media playlist is handed on. */
export function heard(pace: Pace, { text, askedAtMs }: Answer, nowMs: number): Heard {
  const segmentMs = Number(SEGMENT.exec(text)?.[1] ?? NaN) * 1_000;
  if (Number.isNaN(segmentMs) || text.includes(END)) return { pace, verdict: { type: 'pass', soonerMs: 0 } };
  if (text === pace.text) {
    const atMs = nowMs + AGAIN_AFTER_MS;
    return { pace, verdict: nowMs < pace.giveUpAtMs ? { type: 'ask again', atMs } : { type: 'pass', soonerMs: 0 } };
  }
  // Of the first playlist nobody knows how old its news is: anything from nothing to a whole segment.
  const first = pace.text === '';
  const askAtMs = first ? 0 : askedAtMs + segmentMs - EARLY_MS;
  return {
    pace: { text, askAtMs, giveUpAtMs: askedAtMs + 1.5 * segmentMs },
    verdict: { type: 'pass', soonerMs: segmentMs * (first ? 0.9 : 0.2) },
  };
}
