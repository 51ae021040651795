import { describe, expect, it } from 'vitest'
import { formatCapability } from './capability'
import { KeyRing } from './key'
import { NonceMemory } from './nonce-memory'
import { grantTokenRequest, macOf, TIMESTAMP_WINDOW_MS } from './token-request'

const now = 1_700_000_000_000
const key = new KeyRing([
  { name: 'app.key', secret: 'secret', capability: { 'a:*': ['publish', 'subscribe'] } },
]).find('app.key')
const request = { keyName: 'app.key', timestamp: now, nonce: '0123456789abcdef' }

function grant(fields: object, { isKeyHolder = false, nonces = new NonceMemory(TIMESTAMP_WINDOW_MS) } = {}) {
  if (!key) throw new Error('no key')
  return grantTokenRequest({ ...fields }, { key, isKeyHolder, nonces, now })
}

const sign = (fields: object) => ({ ...fields, mac: macOf({ ...fields }, 'secret') })

describe('a token request', () => {
  it('has a MAC over its fields, one per line', () => {
    // printf 'app.key\n60000\n{"a":["*"]}\nvera\n1\n0123456789abcdef\n' | openssl dgst -sha256 -hmac secret -binary | base64
    const fields = {
      keyName: 'app.key',
      ttl: 60_000,
      capability: '{"a":["*"]}',
      clientId: 'vera',
      timestamp: 1,
      nonce: '0123456789abcdef',
    }
    expect(macOf(fields, 'secret')).toBe('zntc7ryjpxS3B5P8/VaqQwpRgJHH+Fk+rGAV5lWbrX0=')
    expect(macOf({ ...fields, ttl: 0 }, 'secret')).toBe(macOf({ ...fields, ttl: undefined }, 'secret'))
  })

  it('gets the key’s capability for an hour by default', () => {
    const { capability, clientId, ttlMs } = grant(sign(request))
    expect([formatCapability(capability), clientId, ttlMs]).toEqual([
      '{"a:*":["publish","subscribe"]}',
      null,
      3_600_000,
    ])
  })

  it('may ask for less, with numbers as text', () => {
    const fields = {
      ...request,
      timestamp: String(now),
      ttl: '5000',
      capability: '{"a:b":["publish"]}',
      clientId: 'vera',
    }
    const { capability, ...rest } = grant(sign(fields))
    expect(formatCapability(capability)).toBe('{"a:b":["publish"]}')
    expect(rest).toEqual({ clientId: 'vera', ttlMs: 5_000 })
  })

  it('needs no MAC from the holder of the key', () => {
    expect(grant({ clientId: 'vera' }, { isKeyHolder: true })).toMatchObject({ clientId: 'vera' })
    expect(() => grant({ clientId: 'vera' })).toThrow(expect.objectContaining({ reason: 'unauthorized' }))
  })

  it('can be used once', () => {
    const nonces = new NonceMemory(TIMESTAMP_WINDOW_MS)
    grant(sign(request), { nonces })
    expect(() => grant(sign(request), { nonces })).toThrow(expect.objectContaining({ reason: 'bad_nonce' }))
  })

  it.each([
    ['unauthorized', { ...sign(request), clientId: 'mallory' }],
    ['unauthorized', { ...request, mac: 7 }],
    ['incompatible_credentials', sign({ ...request, keyName: 'app.other' })],
    ['bad_timestamp', sign({ ...request, timestamp: now - TIMESTAMP_WINDOW_MS - 1 })],
    ['bad_timestamp', sign({ ...request, timestamp: now + TIMESTAMP_WINDOW_MS + 1 })],
    ['bad_timestamp', sign({ ...request, timestamp: 'now' })],
    ['bad_nonce', sign({ ...request, nonce: 'short' })],
    ['bad_parameter', sign({ ...request, ttl: 86_400_001 })],
    ['bad_parameter', sign({ ...request, ttl: -1 })],
    ['bad_request', sign({ ...request, capability: 'nope' })],
    ['capability_denied', sign({ ...request, capability: '{"b":["publish"]}' })],
  ])('is refused as %s: %j', (reason, fields) => {
    expect(() => grant(fields)).toThrow(expect.objectContaining({ reason }))
  })
})

describe('nonces', () => {
  it('are forgotten once their request can no longer be replayed', () => {
    const nonces = new NonceMemory(1_000)
    expect(nonces.use('n', 0)).toBe(true)
    expect(nonces.use('n', 2_000)).toBe(false)
    expect(nonces.use('n', 2_001)).toBe(true)
  })
})
