import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { testsByNeed } from './scripts/steps/needs.mjs'

const tests = testsByNeed()

/**
 * Real servers, whose processes and connections compete for the processors: limits that only end what hangs. CI machines are
 * shared, so retry once there; `tests/flaky-reporter.ts` names the tests that needed it.
 */
const withServers = { testTimeout: 60_000, hookTimeout: 60_000, retry: process.env.CI ? 1 : 0 }

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    projects: [
      // Pure tests leave nothing behind, so they can share a process, which halves the time.
      project('pure', tests.pure, { isolate: false }),
      project('dom', tests.dom, { isolate: false, setupFiles: ['tests/setup-dom.ts'] }),
      // A mocked module would stay mocked for the files that share the process.
      project('mocking', tests.mocking),
      project('built', tests.built),
      project('realtime', tests.realtime, withServers),
      project('database', tests.database, {
        ...withServers,
        // Instead, the setup file lets each file load our modules again, which is cheaper than a process per file.
        isolate: false,
        globalSetup: ['tests/global-setup.ts'],
        setupFiles: ['tests/setup-database.ts'],
      }),
    ],
    setupFiles: ['tests/setup.ts'],
    reporters: ['default', './tests/flaky-reporter.ts'],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
})

function project(name: string, files: string[], more: object = {}): TestProjectConfiguration {
  // Escaped, because route folders have brackets in their names, which are special in glob patterns.
  const include = files.map((file) => file.replace(/[[\]()]/g, '\\$&'))
  return { extends: true, test: { name, include, ...more } }
}
