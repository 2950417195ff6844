/** Build steps for a component that lies elsewhere: its module, the lab's libraries for it, and its errors in one line. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { Plugin, Rolldown } from 'vite';

const NAME = 'virtual:player';
const PAGE = fileURLToPath(new URL('../component/main.ts', import.meta.url));
const IS_IMPORT = /^(?!\0)[^:?]+$/; // no scheme, and nothing that asks a build tool for something special
const IS_LIBRARY = /^(?:@[\w.-]+\/)?\w[\w.-]*(?:\/|$)/;
const BY_NAME = /(\bnew\s+(?:Shared)?Worker\(\s*)((?:'|")((?:\.{1,2}\/)?[\w-][\w./-]*)(?:'|"))/g;
type Resolved = Awaited<ReturnType<Rolldown.PluginContext['resolve']>>;

export interface Located {
  readonly file: string;
  readonly line: number; // 0: unknown
  readonly message: string;
}

interface Broken {
  readonly message: string;
  readonly id?: string;
  readonly loc?: { readonly file?: string; readonly line?: number };
  readonly errors?: readonly Broken[];
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
 * socket.io-client. The page takes React from where the component does: two copies do not work together. What is found
 * nowhere is told here, where the file is still as it was written; the bundler counts lines of what it made of it.
 */
export function labLibraries(entry: string): Plugin {
  return {
    name: 'lab-libraries',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (importer === undefined || importer.startsWith('\0') || !IS_IMPORT.test(source)) return null;
      let isPartOf = '';
      const from = (place: string): Promise<Resolved> =>
        this.resolve(source, place, { ...options, skipSelf: true }).catch(() => {
          isPartOf = packageOf(source); // which has no such part
          return null;
        });
      const own = await from(importer === PAGE ? entry : importer);
      const found = own ?? (IS_LIBRARY.test(source) ? await from(PAGE) : null);
      if (found === null) {
        const message = `imports ${source}, ${isPartOf === '' ? absent(source) : `which ${isPartOf} does not offer`}`;
        this.error({ message, loc: { file: bare(importer), line: lineOf(importer, source), column: 0 } });
      }
      return found;
    },
  };
}

/** `new Worker('./w.js')`, with a file of the component, becomes a worker that is built as `new URL` would have it. */
export function workersByName(): Plugin {
  return {
    name: 'workers-by-name',
    enforce: 'pre',
    transform(code, id) {
      const there = (path: string): boolean => existsSync(resolve(dirname(bare(id)), path));
      const changed = code.replace(BY_NAME, (whole, before: string, quoted: string, path: string) =>
        there(path)
          ? `${before}new URL(${quoted.replace(path, path.replace(/^(?!\.)/, './'))}, import.meta.url)`
          : whole,
      );
      return changed === code ? undefined : { code: changed, map: null };
    },
  };
}

/** A JSON file that is none is told of with its name, which the bundler leaves out. */
export function soundJson(): Plugin {
  return {
    name: 'sound-json',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.json')) return;
      try {
        JSON.parse(code);
      } catch (error) {
        const at = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
        const line = code.slice(0, at).split('\n').length;
        this.error({ message: `is not valid JSON: ${(error as Error).message}`, loc: { file: id, line, column: 0 } });
      }
    },
  };
}

/** Leaves the first error in a file, as JSON `{file, line, message}`, for whoever called the build. */
export function errorsInto(report: string): Plugin {
  const told = (error?: Error): void => {
    if (error !== undefined) writeFileSync(report, JSON.stringify(located(error)));
  };
  return { name: 'errors-into', buildEnd: told, renderError: told };
}

/**
 * The first error of all that it holds; the build of a worker is one within another. The bundler's own errors say
 * their place in a drawing only, coloured, after the first line: `[ FILE:LINE:COLUMN ]`.
 */
export function located(error: Broken): Located {
  const [inner] = error.errors ?? [];
  if (inner !== undefined) {
    const { file, line, message } = located(inner);
    if (file !== '') return { file, line, message };
    const outer = placed(error, message);
    return { file: outer.file, line: lineAbout(outer.file, outer.line, message), message };
  }
  const plain = stripVTControlCharacters(error.message);
  const [first = ''] = plain.replace(/^\[[\w:-]+\] /, '').split('\n');
  const message = /\nCaused by:\n\s*(.+)/.exec(plain)?.[1] ?? first.replace(/ in \S+$/, '');
  const { file, line } = placed(error, plain);
  // The bundler writes paths as seen from its own folder.
  return {
    file,
    line: lineAbout(file, line, message),
    message: message.replace(/(?:\.\.\/|node_modules\/)[^\s'"]*\//g, ''),
  };
}

function placed({ id, loc }: Broken, plain: string): Pick<Located, 'file' | 'line'> {
  const drawn = /\[ (.+):(\d+):\d+ \]/.exec(plain);
  const file = loc?.file ?? id ?? (drawn?.[1] === undefined ? '' : resolve(drawn[1]));
  return { file: bare(file), line: loc?.line ?? Number(drawn?.[2] ?? 0) };
}

/** The line that holds what a message quotes, or ends with, where none is told, or one of what was made of the file. */
function lineAbout(file: string, told: number, message: string): number {
  if (told > 0 && !message.includes('is not exported')) return told;
  const named = /['"]([^'"]+)['"]/.exec(message)?.[1] ?? /([\w-]+\.\w+)\.?$/.exec(message)?.[1] ?? '';
  if (file === '' || named === '') return told;
  return lineOf(file, named) || told;
}

/** The first line that holds a text, in quotes if any does; 0 where none does. */
function lineOf(file: string, text: string): number {
  const lines = linesOf(bare(file));
  const quoted = lines.findIndex((line) => line.includes(`'${text}'`) || line.includes(`"${text}"`));
  return (quoted < 0 ? lines.findIndex((line) => line.includes(text)) : quoted) + 1;
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

const absent = (source: string): string =>
  /^[./]/.test(source)
    ? 'but there is no such file'
    : `which neither its folder nor the lab has installed${IS_LIBRARY.test(source) ? ` (npm install ${packageOf(source)})` : ''}`;

const packageOf = (source: string): string => source.split('/', source.startsWith('@') ? 2 : 1).join('/');

/** A module's file, without what a build tool has added to its name. */
const bare = (id: string): string => id.replace(/[?#].*$/, '');
