/** The one line that is told of a component that cannot be built. */

import { expect, test } from 'vitest';
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
