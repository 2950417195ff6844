/** The browser's own functions, taken before the page's scripts can replace them. */

export const nowMs = performance.now.bind(performance);
export const later = setTimeout.bind(globalThis) as (run: () => void, delayMs: number) => number;
export const afterThisTask = queueMicrotask.bind(globalThis);
export const textOf = String as (value: number) => string;
export const timeOrigin = String(performance.timeOrigin);

/** The browser's own getter of a property: objects of the page may have one that says, or does, something else. */
export function getterOf<T extends object, K extends keyof T>(prototype: T, name: K): (self: T) => T[K] {
  const property = Object.getOwnPropertyDescriptor(prototype, name) as { readonly get?: (this: T) => T[K] } | undefined;
  const getter = property?.get;
  return getter === undefined ? (self) => self[name] : (self) => getter.call(self);
}

type MethodOf<T, F> = F extends (...args: infer A) => infer R ? (self: T, ...args: A) => R : never;

const apply = Reflect.apply;

/** The browser's own method, to be called on an object whose own, or whose prototype's, the page may have replaced. */
export function methodOf<T extends object, K extends keyof T>(prototype: T, name: K): MethodOf<T, T[K]> {
  const method = prototype[name] as (...args: unknown[]) => unknown;
  return ((self: T, ...args: unknown[]) => apply(method, self, args)) as MethodOf<T, T[K]>;
}
