/** One chain of 50 ms timers that drives everything periodic, and how late its ticks come: a throttled page shows here. */

import type { EventMap } from './events';
import { later, nowMs } from './native';

export interface Tick {
  readonly atMs: number;
  readonly lateMs: number;
}

type OnTick = (tick: Tick) => void;

const TICK_MS = 50;
const REPORT_MS = 1_000;

export function startPulse(onTick: OnTick): void {
  const beat = (): void => {
    const dueAtMs = nowMs() + TICK_MS;
    later(() => {
      const atMs = nowMs();
      beat();
      onTick({ atMs, lateMs: Math.max(0, atMs - dueAtMs) });
    }, TICK_MS);
  };
  beat();
}

/** Passes on the first tick of every period. */
export function every(periodMs: number, run: () => void): OnTick {
  let lastAtMs = -Infinity;
  return ({ atMs }) => {
    // Half a tick early is nearer than half a tick late.
    if (atMs - lastAtMs < periodMs - TICK_MS / 2) return;
    lastAtMs = atMs;
    run();
  };
}

/** Sums up a second of ticks. */
export function lateness(report: (data: EventMap['timer.sampled']) => void): OnTick {
  let sinceMs: number | null = null;
  let worstMs = 0;
  let ticks = 0;
  return ({ atMs, lateMs }) => {
    sinceMs ??= atMs - lateMs - TICK_MS;
    worstMs = Math.max(worstMs, lateMs);
    ticks += 1;
    if (atMs - sinceMs < REPORT_MS) return;
    report({ worst_late: worstMs / 1000, ticks });
    [sinceMs, worstMs, ticks] = [atMs, 0, 0];
  };
}
