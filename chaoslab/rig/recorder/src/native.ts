/** The browser's own functions, taken before the page's scripts can replace them. */

export const nowMs = performance.now.bind(performance);
export const later = setTimeout.bind(globalThis) as (run: () => void, delayMs: number) => number;
export const afterThisTask = queueMicrotask.bind(globalThis);
export const timeOrigin = String(performance.timeOrigin);
