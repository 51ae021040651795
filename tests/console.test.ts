import { expect, it } from 'vitest'
import { assertConsoleAsExpected, expectConsoleError, watchConsole } from './console'

it('fails a test that writes an error nobody expects', () => {
  console.error('the roof is on fire: %s', 'left wing')
  expect(assertConsoleAsExpected).toThrow('Written, but not expected: the roof is on fire: left wing')
  watchConsole()
})

it('fails a test whose expected error does not come', () => {
  expectConsoleError('never said')
  expect(assertConsoleAsExpected).toThrow('Expected, but not written: never said')
  watchConsole()
})

it('passes a test that writes what it expects', () => {
  expectConsoleError(/^low on \w+$/)
  console.warn('low on milk')
})
