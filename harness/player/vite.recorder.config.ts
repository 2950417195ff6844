/** How the recorder is built: one script without imports, fit to be injected into any page. */

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const recorder = fileURLToPath(new URL('../../chaoslab/rig/browser/recorder', import.meta.url));

export default defineConfig({
  root: recorder,
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    lib: { entry: 'src/main.ts', formats: ['iife'], name: 'chaoslabRecorder', fileName: () => 'recorder.js' },
  },
});
