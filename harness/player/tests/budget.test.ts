import { describe, expect, test } from 'vitest';
import { budget } from '../tools/budget';

/** Runs the build step on a bundle of one file. */
function build(content: string, gzipKilobytes: number): string[] {
  const said: string[] = [];
  const plugin = budget({ gzipKilobytes }) as unknown as { generateBundle: { handler: (...args: unknown[]) => void } };
  const context = { info: (text: string) => said.push(text), error: (text: string) => said.push(`error: ${text}`) };
  plugin.generateBundle.handler.call(context, {}, { 'a.js': { type: 'chunk', code: content } });
  return said;
}

describe('the budget of the page', () => {
  test('lets a light page pass', () => {
    expect(build('a'.repeat(5_000_000), 10)).toEqual(['The page weighs 5 of 10 kB compressed.']);
  });

  test('refuses a heavy page', () => {
    const noise = Array.from({ length: 20_000 }, (_, index) => (index * 7919) ** 1.7).join();
    expect(build(noise, 10)[0]).toMatch(/^error: The page weighs \d+ of 10 kB compressed: make it lighter/);
  });
});
