/** Where the tests of the page and of the recorder are. Those that need a browser's stand-in name it at their top. */

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // The recorder lies outside this package and finds the test tools only through these names.
  resolve: { alias: { vitest: from('node_modules/vitest'), 'fast-check': from('node_modules/fast-check') } },
  server: { fs: { allow: [from('../..')] } },
  test: {
    include: [from('tests/**/*.test.{ts,tsx}'), from('../../chaoslab/rig/browser/recorder/tests/**/*.test.ts')],
  },
});
