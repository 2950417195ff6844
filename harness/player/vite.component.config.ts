/** How a component that lies elsewhere becomes a page; the environment says which, and where the page goes. */

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { componentModule, errorsInto, labLibraries, soundJson, workersByName } from './tools/component.ts';

const { COMPONENT_ENTRY: entry = '', COMPONENT_OUT: outDir = '', COMPONENT_REPORT: report = '' } = process.env;

const shared = (): Plugin[] => [labLibraries(entry), workersByName(), soundJson()];

export default defineConfig({
  root: fileURLToPath(new URL('component', import.meta.url)),
  base: './',
  publicDir: false,
  plugins: [componentModule(entry), ...shared(), react(), errorsInto(report)],
  // A worker is a bundle of its own, built with plugins of its own; `es` may import in it at any time.
  worker: { format: 'es', plugins: shared },
  // Otherwise the folders above the clone are searched for settings, which are programs.
  css: { postcss: {} },
  build: { target: 'es2022', outDir, emptyOutDir: true, chunkSizeWarningLimit: 4000, cssMinify: false },
});
