import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { every, lateness, type Tick } from '../src/pulse';

function onTime(untilMs: number): Tick[] {
  return Array.from({ length: untilMs / 50 }, (_, index) => ({ atMs: (index + 1) * 50, lateMs: 0 }));
}

describe('lateness', () => {
  const reports: unknown[] = [];
  const report = (data: unknown): void => void reports.push(data);
  afterEach(() => {
    reports.length = 0;
  });

  test('sums up each second of a page that is not throttled', () => {
    onTime(2_000).forEach(lateness(report));
    expect(reports).toEqual([
      { worst_late: 0, ticks: 20 },
      { worst_late: 0, ticks: 20 },
    ]);
  });

  test('gives the worst of a second, in seconds', () => {
    const take = lateness(report);
    take({ atMs: 50, lateMs: 0 });
    take({ atMs: 400, lateMs: 300 });
    take({ atMs: 1_000, lateMs: 550 });
    expect(reports).toEqual([{ worst_late: 0.55, ticks: 3 }]);
  });

  test('reports a hidden tab, whose timers fire once a second, at every tick', () => {
    const take = lateness(report);
    take({ atMs: 1_000, lateMs: 950 });
    take({ atMs: 2_000, lateMs: 950 });
    expect(reports).toEqual([
      { worst_late: 0.95, ticks: 1 },
      { worst_late: 0.95, ticks: 1 },
    ]);
  });
});

describe('every', () => {
  test('runs at the first tick and then once a period', () => {
    const times: number[] = [];
    let nowMs = 0;
    const run = every(250, () => times.push(nowMs));
    for (const tick of onTime(1_000)) {
      nowMs = tick.atMs;
      run(tick);
    }
    expect(times).toEqual([50, 300, 550, 800]);
  });

  test('runs a little early rather than a whole tick late', () => {
    let runs = 0;
    const run = every(250, () => (runs += 1));
    run({ atMs: 50, lateMs: 0 });
    run({ atMs: 299, lateMs: 0 });
    expect(runs).toBe(2);
  });
});

describe('the pulse', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.resetModules();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('ticks every 50 ms, also after a tick that failed', async () => {
    const { startPulse } = await import('../src/pulse');
    let ticks = 0;
    startPulse(() => {
      ticks += 1;
      if (ticks === 1) throw new Error('no');
    });
    expect(() => vi.advanceTimersByTime(50)).toThrow('no');
    vi.advanceTimersByTime(950);
    expect(ticks).toBe(20);
  });
});
