import { describe, expect, test } from 'vitest';
import { viewOf } from '../../src/layout/view';
import type { State } from '../../src/policies/flvRetry';
import { AT_REST, type Standing } from '../../src/session';

const flv = (retry: number): State => ({ phase: 'flv', retry, steadySinceMs: null });
const backoff = (retry: number): State => ({ phase: 'backoff', retry, dueAtMs: 0 });
const LIVE = { playing: true, wasLive: true };
const LOST = { wasLive: true };

const SHOWN: [Partial<Standing>, string, string | null, string][] = [
  [{}, 'connecting', null, 'Connecting'],
  [{ retry: flv(0) }, 'connecting', 'flv', 'Connecting'],
  [{ retry: flv(0), ...LIVE }, 'live', 'flv', 'LIVE via FLV'],
  [{ retry: backoff(1), ...LOST }, 'retrying', 'flv', 'Reconnecting, attempt 1 of 3'],
  [{ retry: flv(3), ...LOST }, 'retrying', 'flv', 'Reconnecting, attempt 3 of 3'],
  [{ retry: flv(0), ...LOST }, 'retrying', 'flv', 'Reconnecting'],
  [{ retry: flv(0), ...LIVE, buffering: true }, 'buffering', 'flv', 'Buffering'],
  [{ retry: { phase: 'hls' }, ...LIVE, buffering: true }, 'buffering', 'hls', 'Buffering'],
  [{ retry: flv(2), ...LIVE }, 'live', 'flv', 'LIVE via FLV'],
  [{ retry: { phase: 'hls' }, ...LOST }, 'switching', 'hls', 'Switching to HLS'],
  [{ retry: { phase: 'hls' } }, 'connecting', 'hls', 'Connecting'],
  [{ retry: { phase: 'hls' }, ...LIVE }, 'live', 'hls', 'LIVE via HLS'],
  [{ retry: { phase: 'failed' }, ...LOST }, 'error', null, 'The stream cannot be played'],
];

describe('what a viewer is shown', () => {
  test.each(SHOWN)('%j: %s', (standing, state, engine, text) => {
    expect(viewOf({ ...AT_REST, ...standing })).toEqual({ state, engine, text });
  });

  test('speaks of reconnecting only when the stream was live before', () => {
    for (const retry of [backoff(1), flv(1)]) {
      expect(viewOf({ ...AT_REST, retry })).toEqual({
        state: 'waiting',
        engine: 'flv',
        text: 'Waiting for the stream, attempt 1 of 3',
      });
    }
  });
});
