import { format } from 'node:util'
import { vi } from 'vitest'

let messages: string[] = []
let expected: (string | RegExp)[] = []

/** Says that this test writes such a line with console.error or console.warn. It fails if the line does not come. */
export function expectConsoleError(pattern: string | RegExp): void {
  expected.push(pattern)
}

/** Notes what is written as an error or a warning, instead of printing it. */
export function watchConsole(): void {
  messages = []
  expected = []
  for (const method of ['error', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation((...parts) => {
      messages.push(format(...parts))
    })
  }
}

/** Fails the test when an error or a warning was written that it does not expect, or one is missing. */
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
