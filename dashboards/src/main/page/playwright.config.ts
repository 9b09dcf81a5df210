import { defineConfig } from '@playwright/test';

/** Drives a service that already runs: the end-to-end test starts it and says in the environment where it is. */
export default defineConfig({
  testDir: 'browser',
  outputDir: process.env.MOWS_BROWSER_OUTPUT ?? '../../../target/browser',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'line',
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: process.env.MOWS_WIDTH === 'phone' ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    hasTouch: process.env.MOWS_WIDTH === 'phone',
    screenshot: 'only-on-failure',
    launchOptions: {
      // Debian's. Playwright's own browsers are not in a package registry.
      executablePath: process.env.MOWS_CHROMIUM ?? '/usr/bin/chromium',
      // Root, as in a container, has no sandbox.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
