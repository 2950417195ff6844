/** The browser's own functions, taken before the page's scripts can replace them. */

export const nowMs = performance.now.bind(performance);
export const later = setTimeout.bind(globalThis) as (run: () => void, delayMs: number) => number;
export const afterThisTask = queueMicrotask.bind(globalThis);
export const timeOrigin = String(performance.timeOrigin);

/** The browser's own getter of a property: objects of the page may have one that says, or does, something else. */
export function getterOf<T extends object, K extends keyof T>(prototype: T, name: K): (self: T) => T[K] {
  const property = Object.getOwnPropertyDescriptor(prototype, name) as { readonly get?: (this: T) => T[K] } | undefined;
  const getter = property?.get;
  return getter === undefined ? (self) => self[name] : (self) => getter.call(self);
}
