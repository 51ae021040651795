import { expect, it, vi } from 'vitest'
import { log } from './logger'
import { env, provideEnv } from './settings/env'

function written(fields: Record<string, unknown>): string {
  const before = env()
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  provideEnv({
    ...before,
    LOG_LEVEL: 'info',
    AUTH_SECRET: 'the-secret-of-this-process',
    ABLY_API_KEY: 'a.b:of-ably',
  })
  log.http.info(fields, 'something happened')
  provideEnv(before)
  return write.mock.calls.map(([line]) => String(line)).join('')
}

it.each([
  ['our own secret', { error: new Error('signed with the-secret-of-this-process') }, 'the-secret'],
  ['a key', { detail: 'refused a.b:of-ably' }, 'of-ably'],
  ['a token', { detail: 'got eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl' }, 'eyJhIjoxfQ'],
  ['the password of a database', { detail: 'postgresql://porchlight:s3cret@db:5432/x' }, 's3cret'],
  ['a token in an address', { url: '/?access_token=abcdef&v=3' }, 'abcdef'],
  ['a cookie', { detail: 'cookie: __Host-porchlight_visitor=abcdef; x' }, 'abcdef'],
  ['a token of a visitor', { detail: 'porchlight-visitor: v1_0123456789abcdefghijk' }, '0123456789'],
  ['the header that contains it', { headers: { 'porchlight-visitor': 'short' } }, 'short'],
  ['a header', { detail: 'Authorization: Basic YWJjZGVm' }, 'YWJjZGVm'],
  ['a field by its name', { nested: { password: 'hunter2' } }, 'hunter2'],
])('hides %s', (_, fields, secret) => {
  const line = written(fields)
  expect(line).not.toContain(secret)
  expect(line).toContain('[hidden]')
})

it('is one line without control characters, whatever the input', () => {
  const line = written({ text: 'a\nb\u001b[31m\u009b31m\u2028c' })
  for (const control of ['\n', '\u001b', '\u009b', '\u2028']) expect(line.trimEnd()).not.toContain(control)
  expect(JSON.parse(line)).toMatchObject({ subsystem: 'http', event: 'something happened' })
})

it('keeps what an operator needs', () => {
  expect(JSON.parse(written({ requestId: 'r-1', count: 3n, tokens: null }))).toMatchObject({
    requestId: 'r-1',
    count: 3,
    tokens: null,
  })
})
