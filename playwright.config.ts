import { defineConfig, devices } from '@playwright/test'
import { installedBrowser } from './scripts/steps/browser.mjs'

const executablePath = installedBrowser()
// Chromium's own sandbox does not work for root.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export default defineConfig({
  testDir: 'tests/e2e',
  // Each waits half of the time: three fill two processors.
  workers: 3,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // Once more on a machine that others use too; what needed it is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    // Recording every test would cost a good part of the time.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: { args, ...(executablePath && { executablePath }) },
  },
})
