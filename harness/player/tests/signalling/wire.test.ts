import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as wire from '../../src/signalling/wire';

const MESSAGE = { id: '7', name: 'Guest 1', text: 'hello', at: '2026-01-01T10:00:00Z' };

describe('what the server sends is read as', () => {
  test('a count of this stream', () => {
    expect(wire.countIn({ key: 'kk', count: 3 }, 'kk')).toBe(3);
    expect(wire.countIn({ key: 'other', count: 3 }, 'kk')).toBeNull();
    expect(wire.countIn({ key: 'kk', count: 'many' }, 'kk')).toBeNull();
  });

  test('an end, if it says so', () => {
    expect([{ ended: true }, { ended: false }, { ended: 'yes' }, {}].map(wire.saysEnded)).toEqual([
      ...[true, false, false, false],
    ]);
  });

  test('news of this stream', () => {
    expect([wire.isAbout({ key: 'kk' }, 'kk'), wire.isAbout({ key: 'other' }, 'kk')]).toEqual([true, false]);
  });

  test('a history without what is no message', () => {
    expect(wire.historyIn({ history: [MESSAGE, { ...MESSAGE, text: 7 }, null] })).toEqual([MESSAGE]);
    expect(wire.historyIn({ error: 'rate_limited' })).toEqual([]);
  });

  test('a message, without what does not belong to one', () => {
    expect(wire.messageIn({ ...MESSAGE, extra: true })).toEqual(MESSAGE);
    expect(wire.messageIn({ ...MESSAGE, id: 7 })).toBeNull();
  });

  test('what became of a message', () => {
    expect(wire.resultIn({ ok: true })).toEqual({ ok: true });
    expect(wire.resultIn({ ok: false, error: 'too_long' })).toEqual({ ok: false, error: 'too_long' });
    expect(wire.resultIn({ ok: false, error: 'odd' })).toEqual({ ok: false, error: 'unanswered' });
    expect(wire.resultIn(null)).toEqual({ ok: false, error: 'unanswered' });
  });
});

describe('a join is asked again', () => {
  test.each([
    ['after the usual time without an answer', null, 1_000],
    ['after the time that a limit names', { error: 'rate_limited', retryAfterMs: 7_300 }, 7_300],
    ['after the usual time when a limit names none', { error: 'rate_limited' }, 1_000],
    ['not after any other answer', { error: 'bad_key' }, null],
    ['not when it was taken', { key: 'kk', count: 1 }, null],
  ])('%s', (_, answer, afterMs) => {
    expect(wire.askAgainAfterMs(answer, 1_000)).toBe(afterMs);
  });
});

test('nothing that a server could send is more than the page can bear', () => {
  fc.assert(
    fc.property(fc.anything(), (data) => {
      expect(wire.countIn(data, 'kk')).toBeNull();
      expect(wire.messageIn(data)).toBeNull();
      expect(wire.historyIn(data)).toEqual([]);
      expect(wire.historyIn({ history: data })).toEqual([]);
      expect(wire.resultIn(data).ok).toBe(false);
    }),
  );
});
