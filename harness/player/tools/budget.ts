/** A build step that fails when what a viewer downloads, compressed, is larger than `budget.json` allows. */

import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

export interface Budget {
  readonly gzipKilobytes: number;
}

export function budget({ gzipKilobytes }: Budget): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle).map((file) => (file.type === 'chunk' ? file.code : file.source));
        const kilobytes = files.reduce((sum, content) => sum + gzipSync(content).length, 0) / 1000;
        const summary = `${kilobytes.toFixed(0)} of ${gzipKilobytes.toFixed(0)} kB compressed`;
        if (kilobytes > gzipKilobytes) this.error(`The page weighs ${summary}: make it lighter, or raise budget.json.`);
        this.info(`The page weighs ${summary}.`);
      },
    },
  };
}
