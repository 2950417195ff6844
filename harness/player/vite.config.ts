/** How the player's page is built: relative URLs, so that any path may serve it, and a budget for its weight. */

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import limits from './budget.json' with { type: 'json' };
import { budget } from './tools/budget.ts';

export default defineConfig({
  base: './',
  plugins: [react(), budget(limits)],
  // Otherwise the folders above the clone are searched for settings, which are programs.
  css: { postcss: {} },
  build: { target: 'es2022', chunkSizeWarningLimit: 2000 },
});
