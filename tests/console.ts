import { format } from 'node:util'
import { vi } from 'vitest'

let messages: string[] = []
let expected: (string | RegExp)[] = []

/** Expects console.error or console.warn to write a matching line. The test fails without it. */
export function expectConsoleError(pattern: string | RegExp): void {
  expected.push(pattern)
}

/** Records errors and warnings instead of printing them. */
export function watchConsole(): void {
  messages = []
  expected = []
  for (const method of ['error', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation((...parts) => {
      messages.push(format(...parts))
    })
  }
}

/** Fails the test for an unexpected error or warning, or a missing one. */
export function assertConsoleAsExpected(): void {
  const unexpected = messages.filter((message) => !expected.some((pattern) => matches(message, pattern)))
  const missing = expected.filter((pattern) => !messages.some((message) => matches(message, pattern)))
  const complaints = [
    ...unexpected.map((message) => `Written, but not expected: ${message}`),
    ...missing.map((pattern) => `Expected, but not written: ${pattern}`),
  ]
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
}

function matches(message: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? message.includes(pattern) : pattern.test(message)
}
