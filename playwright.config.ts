import { defineConfig, devices } from '@playwright/test'
import { installedBrowser } from './scripts/steps/browser.mjs'

const executablePath = installedBrowser()
// Chromium's own sandbox does not work for root.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/support/prepare-data.ts',
  // Each worker waits half the time, so three keep two processors busy.
  workers: 3,
  // A busy machine takes three times as long. Waits for a single thing are limited below.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // CI machines are shared, so retry once there; tests that needed it are reported as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    // Recording every test would take too long.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: { args, ...(executablePath && { executablePath }) },
  },
})
