/** Looks on as the page calls one of the browser's functions, which still does, gives and throws what it did. */

import { nowMs } from './native';

export interface Call<R> {
  readonly result: R;
  readonly self: unknown;
  readonly args: readonly unknown[];
  readonly atMs: number; // before the call
}

/** `look` must not throw. A proxy keeps the function's name, its length and the text of its `toString`. */
export function watchCalls<R, K extends string>(
  owner: Record<K, (...args: never[]) => R>,
  method: K,
  look: (call: Call<R>) => void,
): void {
  owner[method] = new Proxy(owner[method], {
    apply(target, self, args: never[]) {
      const atMs = nowMs();
      const result = Reflect.apply(target, self, args);
      look({ result, self, args, atMs });
      return result;
    },
  });
}
