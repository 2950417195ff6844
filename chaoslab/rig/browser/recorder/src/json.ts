/** JSON text of plain data, whatever the page has done to `toJSON` or to the prototypes of arrays. */

import { methodOf } from './native';

export type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [key: string]: Plain };

const LONGEST = 20_000; // characters of a text; the lab keeps fewer

const stringify = JSON.stringify.bind(JSON);
const sliceOf = methodOf(String.prototype, 'slice');
const keysOf = Object.keys.bind(Object);
const isArray = Array.isArray.bind(Array) as (value: unknown) => value is readonly Plain[];

export function toJson(value: Plain): string {
  if (value === undefined) return 'null';
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return stringify(value);
  if (isArray(value)) {
    let items = '';
    for (let index = 0; index < value.length; index++) items += (index === 0 ? '' : ',') + toJson(value[index]);
    return `[${items}]`;
  }
  const keys = keysOf(value);
  let members = '';
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] ?? '';
    members += (index === 0 ? '' : ',') + text(key) + ':' + toJson(value[key]);
  }
  return `{${members}}`;
}

function text(value: string): string {
  return stringify(value.length > LONGEST ? sliceOf(value, 0, LONGEST) : value);
}
