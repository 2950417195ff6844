/** How a component that lies elsewhere becomes a page; the environment says which, and where the page goes. */

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { componentModule, errorsInto, labLibraries } from './tools/component.ts';

const { COMPONENT_ENTRY: entry = '', COMPONENT_OUT: outDir = '', COMPONENT_REPORT: report = '' } = process.env;

export default defineConfig({
  root: fileURLToPath(new URL('component', import.meta.url)),
  base: './',
  publicDir: false,
  plugins: [componentModule(entry), labLibraries(entry), react(), errorsInto(report)],
  build: { target: 'es2022', outDir, emptyOutDir: true, chunkSizeWarningLimit: 4000 },
});
