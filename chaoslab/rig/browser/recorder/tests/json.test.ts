import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type Plain, toJson } from '../src/json';

describe('the JSON of plain data', () => {
  afterEach(() => {
    Reflect.deleteProperty(Array.prototype, 'toJSON');
    Reflect.deleteProperty(Object.prototype, 'toJSON');
  });

  test('is what JSON.stringify gives', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(toJson(value as Plain))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('writes null for what JSON has no word for', () => {
    expect(toJson({ a: undefined, b: NaN, c: Infinity })).toBe('{"a":null,"b":null,"c":null}');
  });

  test('cuts a text that is longer than any that the lab keeps', () => {
    expect(toJson({ a: 'x'.repeat(30_000) })).toBe(`{"a":"${'x'.repeat(20_000)}"}`);
  });

  test('does not care what the page adds to prototypes', () => {
    Object.assign(Array.prototype, { toJSON: () => 'a list' });
    Object.assign(Object.prototype, { toJSON: () => 'an object' });
    expect(toJson({ list: [1, { two: 2 }] })).toBe('{"list":[1,{"two":2}]}');
  });
});
