import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

describe('the speed of the page', () => {
  const clock = (...readings: number[]): void => {
    let turn = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => readings[Math.min(turn++, readings.length - 1)] ?? 0);
  };
  beforeEach(() => {
    vi.resetModules();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('is what was done in a second, from one millisecond of work', async () => {
    clock(10, 10.25, 10.5, 10.75, 11);
    const { speedNow } = await import('../src/speed');
    expect(speedNow()).toBe(4_000);
  });

  test('counts a pause in the middle of the work', async () => {
    clock(10, 10.25, 14);
    const { speedNow } = await import('../src/speed');
    expect(speedNow()).toBe(500);
  });
});
