/** `window.chaoslab.mark(name, data)`: a page may add its own words to the timeline. */

import type { Recorder } from './recorder';

const LONGEST_DATA = 10_000;

export function offerMarks(recorder: Recorder): void {
  const mark = recorder.safely((name: unknown, data?: unknown) => {
    recorder.record('mark.made', { name: String(name), data: copyOf(data) });
  });
  // A page with a global of this name of its own keeps it.
  Object.defineProperty(globalThis, 'chaoslab', {
    value: Object.freeze({ mark }),
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** What the data is at this moment, as JSON would carry it. */
function copyOf(data: unknown): unknown {
  if (data === undefined) return null;
  const text = JSON.stringify(data) as string | undefined;
  if (text === undefined) throw new TypeError('a mark carries data that JSON cannot');
  if (text.length > LONGEST_DATA) throw new RangeError(`a mark carries ${String(text.length)} characters of data`);
  return JSON.parse(text);
}
