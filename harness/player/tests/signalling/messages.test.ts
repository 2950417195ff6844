import fc from 'fast-check';
import { expect, test } from 'vitest';
import { merge, MOST_MESSAGES } from '../../src/signalling/messages';
import type { ChatMessage } from '../../src/signalling/types';

const message = (id: string, second = 0): ChatMessage => ({
  ...{ id, name: 'Guest 1', text: `text of ${id}` },
  at: new Date(second * 1_000).toISOString(),
});
const ids = (messages: readonly ChatMessage[]): string[] => messages.map(({ id }) => id);

test('a history that is told again adds only what is new, where it belongs', () => {
  const known = [message('a', 1), message('c', 3)];
  expect(ids(merge(known, [message('a', 1), message('b', 2), message('d', 4)]))).toEqual(['a', 'b', 'c', 'd']);
});

test('nothing new leaves the very same list', () => {
  const known = [message('a')];
  expect(merge(known, [message('a')])).toBe(known);
});

test('messages of the same time stay in the order in which they came', () => {
  expect(ids(merge([message('b')], [message('a'), message('c')]))).toEqual(['b', 'a', 'c']);
});

test('times are compared as times, whatever zone they are written in', () => {
  const later = { ...message('later'), at: '2026-01-01T10:00:00+02:00' };
  const earlier = { ...message('earlier'), at: '2026-01-01T07:59:00Z' };
  expect(ids(merge([later], [earlier]))).toEqual(['earlier', 'later']);
});

test('a message whose time makes no sense is kept', () => {
  expect(ids(merge([message('a', 1)], [{ ...message('b'), at: 'soon' }]))).toEqual(['b', 'a']);
});

test('only the newest are kept', () => {
  const many = Array.from({ length: MOST_MESSAGES + 5 }, (_, second) => message(`m${String(second)}`, second));
  const kept = merge([], many);
  expect([kept.length, kept[0]?.id]).toEqual([MOST_MESSAGES, 'm5']);
});

test('however messages arrive, each is there once', () => {
  const parts = fc.array(fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), second: fc.nat(9) })));
  fc.assert(
    fc.property(parts, (arrivals) => {
      let known: readonly ChatMessage[] = [];
      for (const part of arrivals)
        known = merge(
          known,
          part.map(({ id, second }) => message(id, second)),
        );
      expect(ids(known).sort()).toEqual([...new Set(arrivals.flat().map(({ id }) => id))].sort());
    }),
  );
});
