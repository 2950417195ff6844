/** The one line that is told of a component that cannot be built, and the page of one that can. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { located } from '../tools/component';

test('the place of an error is read from the drawing of the bundler', () => {
  const drawn =
    '\u001b[31m[builtin:vite-transform] \u001b[0mUnexpected token\n   \u001b[38;5;246m╭[\u001b[0m /p/player.js:2:13 ]';
  expect(located({ message: drawn })).toEqual({ file: '/p/player.js', line: 2, message: 'Unexpected token' });
});

test('an error that says its place itself is believed', () => {
  const loc = { file: '/p/player.js', line: 7 };
  expect(located({ message: 'imports x', loc })).toEqual({ file: '/p/player.js', line: 7, message: 'imports x' });
});

test('a path in the words of an error is not told twice', () => {
  const told = located({ message: "Could not resolve './gone.js' in ../p/player.js", id: '/p/player.js' });
  expect(told).toEqual({ file: '/p/player.js', line: 0, message: "Could not resolve './gone.js'" });
});

describe('the page of a component that mounts itself', () => {
  const unmount = vi.fn<() => void>();
  const page = new EventTarget();
  const leave = (persisted: boolean): void => {
    page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }));
  };

  beforeEach(async () => {
    vi.doMock('virtual:player', () => ({ default: undefined, mount: () => unmount }));
    vi.stubGlobal('document', { getElementById: () => ({}) });
    vi.stubGlobal('location', { search: '?mode=flv' });
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    await import('../component/main');
  });
  afterEach(() => {
    vi.doUnmock('virtual:player');
    vi.unstubAllGlobals();
  });

  test('unmounts it when it goes for good, and not while the browser keeps it', () => {
    leave(true);
    expect(unmount).not.toHaveBeenCalled();
    leave(false);
    expect(unmount).toHaveBeenCalledOnce();
  });
});
