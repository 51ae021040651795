import { describe, expect, it } from 'vitest'
import { parseCapability } from './capability'
import type { Identity } from './identity'
import { Revocations } from './revocation'

const vera = { type: 'clientId', value: 'vera' } as const

/** A token of Vera's, issued at the given time. */
function token(issuedAt: number, keyName = 'app.key'): Identity {
  const facts = { clientId: 'vera', issuedAt, revocationKey: null, resources: ['room'] }
  return {
    kind: 'token',
    keyName,
    clientId: 'vera',
    capability: parseCapability('{"room":["publish"]}'),
    expiresAt: null,
    token: facts,
  }
}

describe('a revocation', () => {
  it('applies from a time on, to tokens of its key issued before another', () => {
    const revocations = new Revocations()
    revocations.revoke('app.key', vera, { issuedBefore: 100, appliesAt: 200 }, 100)
    expect(revocations.isRevoked(token(99), 199)).toBe(false)
    expect(revocations.isRevoked(token(99), 200)).toBe(true)
    expect(revocations.isRevoked(token(100), 200)).toBe(false)
    expect(revocations.isRevoked(token(99, 'app.other'), 200)).toBe(false)
  })

  it.each([
    ['earlier tokens', 50, 100],
    ['a margin', 150, 300],
    ['the same once more', 100, 100],
  ])('is not undone by a later one of %s', (_, issuedBefore, appliesAt) => {
    const first = new Revocations()
    first.revoke('app.key', vera, { issuedBefore: 100, appliesAt: 100 }, 100)
    first.revoke('app.key', vera, { issuedBefore, appliesAt }, 100)
    const second = new Revocations()
    second.restore(first.snapshot())
    for (const revocations of [first, second]) {
      expect(revocations.isRevoked(token(99), 100)).toBe(true)
      expect(revocations.isRevoked(token(149), 299)).toBe(false)
      expect(revocations.isRevoked(token(149), 300)).toBe(issuedBefore === 150)
    }
  })

  it('stores no redundant entries', () => {
    const revocations = new Revocations()
    const revoke = (issuedBefore: number, appliesAt: number, now: number) =>
      revocations.revoke('app.key', vera, { issuedBefore, appliesAt }, now)
    for (let now = 100; now < 1_000; now += 100) revoke(now, now, now)
    revoke(500, 1_000, 1_000)
    for (let now = 1_000; now < 2_000; now += 100) revoke(now, now + 30, now)
    expect(revocations.snapshot()).toEqual([
      ['app.key clientId:vera', { issuedBefore: 1_800, appliesAt: 1_900 }],
      ['app.key clientId:vera', { issuedBefore: 1_900, appliesAt: 1_930 }],
    ])
  })
})
