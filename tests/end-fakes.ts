import { vi } from 'vitest'

/**
 * Undoes a test's fakes. Vitest does so too, but only before the next test; by then the next file in the same process has loaded
 * modules and packages with them.
 */
export function endFakes(): void {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
}
