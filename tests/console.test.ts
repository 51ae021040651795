import { expect, it } from 'vitest'
import { assertConsoleAsExpected, expectConsoleError, watchConsole } from './console'

it('fails a test that writes an unexpected error', () => {
  console.error('the roof is on fire: %s', 'left wing')
  expect(assertConsoleAsExpected).toThrow('Written, but not expected: the roof is on fire: left wing')
  watchConsole()
})

it('fails a test whose expected error is missing', () => {
  expectConsoleError('never said')
  expect(assertConsoleAsExpected).toThrow('Expected, but not written: never said')
  watchConsole()
})

it('passes a test that writes an expected error', () => {
  expectConsoleError(/^low on \w+$/)
  console.warn('low on milk')
})
