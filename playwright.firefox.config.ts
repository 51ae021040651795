import path from 'node:path'
import { defineConfig } from '@playwright/test'
import common from './playwright.config'

/** What visitors use, in Firefox: the tests of the widget. Those that need what only Chromium can do say so and are skipped. */
export default defineConfig({
  ...common,
  testMatch: /(widget|visited-pages|frame-host|chat-languages).*\.spec\.ts/,
  use: {
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    browserName: 'firefox',
    // Firefox as it is released, by WebDriver BiDi, instead of a build of Playwright's own.
    channel: 'moz-firefox',
    launchOptions: {
      executablePath: path.resolve('tests/e2e/support/firefox.mjs'),
      firefoxUserPrefs: {
        // As Firefox comes, each site that frames us has a partition of its own. Playwright turns that off.
        'network.cookie.cookieBehavior': 5,
        // Only so does a click reach a frame of another site, which has a process of its own.
        'remote.events.async.mouse.enabled': true,
        'remote.events.async.wheel.enabled': true,
      },
    },
  },
})
