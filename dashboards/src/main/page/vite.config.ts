import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { standIn } from './stand-in/plugin.ts';

/** Where Maven wants the page; it goes into the module's jar from there. */
const output = process.env.MOWS_PAGE_OUTPUT ?? '../../../target/classes/META-INF/resources';

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [react(), ...(mode === 'stand-in' ? [standIn()] : [])],
  build: {
    outDir: output,
    emptyOutDir: true,
    target: 'es2024',
    // Fonts and pictures stay files: the content policy allows no inline data of ours.
    assetsInlineLimit: 0,
    manifest: 'assets/manifest.json',
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    env: { TZ: 'Europe/Berlin' },
  },
}));
