import { format } from 'node:util'
import { log } from '@/server/logger'

/**
 * Turns what libraries print into lines of our log. Next.js prints errors with their stacks over many lines, and monitors that
 * read one JSON object a line would trip over them.
 */
export function logConsole(): void {
  for (const level of ['warn', 'error'] as const) {
    console[level] = (...told: unknown[]) =>
      log.pages[level]({ detail: format(...told) }, 'a library printed this')
  }
}
