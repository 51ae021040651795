import { format } from 'node:util'
import { log } from '@/server/logger'
import { nameSourceLines } from '@/server/source-lines'

/**
 * Redirects what libraries print to our log. Next.js prints errors with multi-line stack traces, which break monitors that expect
 * one JSON object per line.
 */
export function logConsole(): void {
  for (const level of ['warn', 'error'] as const) {
    console[level] = (...args: unknown[]) =>
      log.pages[level]({ detail: nameSourceLines(format(...args)) }, 'a library wrote to the console')
  }
}
