import { expect, it } from 'vitest'
import { log } from '@/server/logger'
import { assertNoSecretLogged, rememberSecret } from './log-scan'

it.each([
  ['a declared secret', 'correct-horse-battery'],
  ['an undeclared token', 'eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl'],
  ['a visitor’s token', `v1_${'a'.repeat(43)}`],
])('fails a test that logs %s', (_, secret) => {
  rememberSecret('correct-horse-battery')
  process.stderr.write(`{"time":"now","detail":"${secret}"}\n`)
  expect(assertNoSecretLogged).toThrow('A secret was logged')
  expect(assertNoSecretLogged).not.toThrow()
})

it('passes a test whose log redacts secrets', () => {
  rememberSecret('correct-horse-battery')
  log.http.debug({ password: 'correct-horse-battery' }, 'signed in')
  expect(assertNoSecretLogged).not.toThrow()
})
