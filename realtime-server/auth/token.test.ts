import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { allows } from './capability'
import { signJwt } from './jwt'
import { KeyRing } from './key'
import { identityOfToken, issueToken } from './token'

const now = 1_700_000_000_000
const keys = new KeyRing([{ name: 'app.key', secret: 'secret', capability: { 'a:*': ['publish'] } }])
const good = { iat: now / 1000, exp: now / 1000 + 60 }

/** The same key of another app. */
const otherKeys = new KeyRing([{ name: 'other.key', secret: 'secret' }])

/** The text with one character changed. */
function changed(text: string, at: number): string {
  const index = at < 0 ? text.length + at - 1 : at
  return `${text.slice(0, index)}${text[index] === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function signed(header: object, claims: object, secret = 'secret', algorithm = 'sha256'): string {
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${createHmac(algorithm, secret).update(text).digest('base64url')}`
}

describe('a token', () => {
  it('resolves to its client id and to what both claim and key grant', () => {
    const claims = {
      ...good,
      exp: now / 1000 + 0.5,
      'x-ably-clientId': 'vera',
      'x-ably-capability': '{"a:b":["*"],"c":["*"]}',
    }
    const identity = identityOfToken(signJwt('app.key', 'secret', claims), keys, now)
    expect(identity).toMatchObject({ keyName: 'app.key', clientId: 'vera', expiresAt: now + 500 })
    expect(allows(identity.capability, 'publish', 'a:b')).toBe(true)
    expect(allows(identity.capability, 'subscribe', 'a:b')).toBe(false)
    expect(allows(identity.capability, 'publish', 'c')).toBe(false)
  })

  it('may be embedded in another JWT', () => {
    const embedded = signJwt('app.key', 'secret', { ...good, 'x-ably-clientId': 'vera' })
    const outer = signJwt('somebody', 'else', { ...good, 'x-ably-token': embedded })
    expect(identityOfToken(outer, keys, now).clientId).toBe('vera')
  })

  const issue = (ring = keys) => {
    const key = ring.list()[0]
    if (!key) throw new Error('no key')
    return issueToken(key, { capability: key.capability, clientId: 'vera', ttlMs: 1_234 }, now).token
  }

  it('issued natively is accepted, also embedded in a JWT', () => {
    const issued = { keyName: 'app.key', clientId: 'vera', expiresAt: now + 1_234 }
    expect(identityOfToken(issue(), keys, now)).toMatchObject(issued)
    const outer = signJwt('somebody', 'else', { ...good, 'x-ably-token': issue() })
    expect(identityOfToken(outer, keys, now)).toMatchObject(issued)
  })

  it('issued natively hides what it grants, and is unique', () => {
    const token = issue()
    expect(token).toMatch(/^app\.[\w-]+$/)
    expect(Buffer.from(token.slice(4), 'base64url').toString('latin1')).not.toMatch(/vera|publish|key/)
    expect(issue()).not.toBe(token)
  })

  it('issued natively expires, and is refused with another secret, by another app or after tampering', () => {
    const token = issue()
    expect(() => identityOfToken(token, keys, now + 1_234)).toThrow(
      expect.objectContaining({ reason: 'token_expired' }),
    )
    const others = ['app.key', 'other.key'].map((name) => new KeyRing([{ name, secret: 'changed' }]))
    const texts = [
      ...others.map((ring) => issue(ring)),
      `other${token.slice(3)}`,
      ...[5, 20, 40, -1].map((at) => changed(token, at)),
      token.slice(0, 30),
      'app.x',
    ]
    for (const text of texts)
      expect(() => identityOfToken(text, text.startsWith('other') ? otherKeys : keys, now)).toThrow(
        expect.objectContaining({ reason: 'unknown_token' }),
      )
  })

  const header = { alg: 'HS256', kid: 'app.key' }
  it.each([
    ['garbage', 'bad_jwt', 'garbage'],
    ['a space before it', 'bad_jwt', ` ${signed(header, good)}`],
    ['alg none', 'bad_jwt', `${encode({ ...header, alg: 'none' })}.${encode(good)}.AA`],
    ['no signature', 'bad_jwt', `${encode({ ...header, alg: 'none' })}.${encode(good)}.`],
    ['HS512', 'bad_jwt', signed({ ...header, alg: 'HS512' }, good, 'secret', 'sha512')],
    ['RS256 with our key', 'bad_jwt', signed({ ...header, alg: 'RS256' }, good)],
    ['lower case alg', 'bad_jwt', signed({ ...header, alg: 'hs256' }, good)],
    ['another secret', 'unauthorized', signed(header, good, 'wrong')],
    [
      'a key of its own',
      'unauthorized',
      signed({ ...header, jwk: { k: 'wrong' }, jku: 'https://evil.example' }, good, 'wrong'),
    ],
    ['no kid', 'bad_jwt', signed({ alg: 'HS256' }, good)],
    ['a kid that is a path', 'bad_jwt', signed({ ...header, kid: '../../dev/null' }, good, '')],
    ['an unknown kid', 'not_found', signed({ ...header, kid: 'app.other' }, good)],
    ['no exp', 'bad_jwt', signed(header, { iat: good.iat })],
    ['exp as text', 'bad_jwt', signed(header, { ...good, exp: '9999999999' })],
    ['exp over', 'token_expired', signed(header, { ...good, exp: now / 1000 })],
    ['iat in ten minutes', 'bad_jwt', signed(header, { ...good, iat: now / 1000 + 600 })],
    ['an invalid capability', 'bad_jwt', signed(header, { ...good, 'x-ably-capability': '[]' })],
    ['a clientId that is not text', 'bad_jwt', signed(header, { ...good, 'x-ably-clientId': 7 })],
    ['a claim set that is a list', 'bad_jwt', signed(header, [])],
  ])('with %s is refused as %s', (_, reason, token) => {
    expect(() => identityOfToken(token, keys, now)).toThrow(expect.objectContaining({ reason }))
  })
})
