/** Build steps for a component that lies elsewhere: its module, the lab's libraries for it, and its errors in one line. */

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { Plugin } from 'vite';

const NAME = 'virtual:player';
const PAGE = fileURLToPath(new URL('../component/main.ts', import.meta.url));
const IS_LIBRARY = /^(?:@[\w.-]+\/)?\w[\w.-]*(?:\/|$)/;

export interface Located {
  readonly file: string;
  readonly line: number; // 0: unknown
  readonly message: string;
}

interface Broken {
  readonly message: string;
  readonly id?: string;
  readonly loc?: { readonly file?: string; readonly line?: number };
}

/** `entry` stands for `virtual:player`. It must export a component as default, or `mount`. */
export function componentModule(entry: string): Plugin {
  return {
    name: 'component-module',
    enforce: 'pre',
    resolveId: (source) => (source === NAME ? entry : null),
    moduleParsed({ id, exports }) {
      if (id !== entry || exports.some((name) => name === 'default' || name === 'mount')) return;
      this.error({ id, message: 'exports neither a React component as default nor mount(element, config)' });
    },
  };
}

/**
 * What the component's folder has not installed itself is taken from the lab: react, hls.js, mpegts.js, video.js,
 * socket.io-client. The page takes React from where the component does: two copies do not work together.
 */
export function labLibraries(entry: string): Plugin {
  return {
    name: 'lab-libraries',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (importer === undefined || !IS_LIBRARY.test(source)) return null;
      const own = await this.resolve(source, importer === PAGE ? entry : importer, { ...options, skipSelf: true });
      const found = own ?? (await this.resolve(source, PAGE, { ...options, skipSelf: true }));
      if (found === null) {
        const message = `imports ${source}, which neither its folder nor the lab has installed`;
        this.error({ message, loc: { file: importer, line: lineOf(importer, source), column: 0 } });
      }
      return found;
    },
  };
}

/** Leaves the first error in a file, as JSON `{file, line, message}`, for whoever called the build. */
export function errorsInto(report: string): Plugin {
  return {
    name: 'errors-into',
    buildEnd(error) {
      if (error === undefined) return;
      const { errors = [error] } = error as Error & { errors?: readonly Broken[] };
      writeFileSync(report, JSON.stringify(located(errors[0] ?? error)));
    },
  };
}

/** The bundler's own errors say their place in a drawing only, coloured, after the first line: `[ FILE:LINE:COLUMN ]`. */
export function located({ id, loc, message }: Broken): Located {
  const plain = stripVTControlCharacters(message);
  const [first = ''] = plain.replace(/^\[[\w:-]+\] /, '').split('\n');
  const drawn = /\[ (.+):(\d+):\d+ \]/.exec(plain);
  const file = loc?.file ?? id ?? (drawn?.[1] === undefined ? '' : resolve(drawn[1]));
  return { file, line: loc?.line ?? Number(drawn?.[2] ?? 0), message: first.replace(/ in \S+$/, '') };
}

function lineOf(file: string, text: string): number {
  const before = readFileSync(file, 'utf8').split(text, 2);
  return before.length < 2 ? 0 : (before[0] ?? '').split('\n').length;
}
