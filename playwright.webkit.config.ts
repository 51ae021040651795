import { defineConfig } from '@playwright/test'
import common from './playwright.config'

/** The tag in WebKitGTK, by its own WebDriver: Playwright only runs the tests. */
export default defineConfig({ ...common, testDir: 'tests/webkit', workers: 1, use: {} })
