import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { allCases, casesOf, resolveCase, variantsOf } from './catalogue'
import { Resolver } from './resolver'

const secrets = { right: 'r', wrong: 'w', empty: '', restricted: 's', identity: 'i', shared: 'h' }

/** Knows every value, so that cases resolve without a product. */
const anything = new Proxy(
  { kid: 'app.key', keys: secrets },
  { get: (known, name) => Reflect.get(known, name) ?? new Proxy({}, { get: () => 'anything' }) },
)

describe('the catalogue', () => {
  const cases = allCases()

  it('has unique case ids', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
    expect(new Set(cases.map(({ group, name }) => `${group} ${name}`)).size).toBe(cases.length)
  })

  it('returns cases by group', () => {
    const groups = [...new Set(cases.map(({ group }) => group))]
    expect(casesOf(...groups)).toEqual(cases)
    expect(casesOf('login').every(({ group }) => group === 'login')).toBe(true)
  })

  it.each(cases.map((one) => [one.id, one] as const))('%s can be sent and has an expectation', (_, one) => {
    expect(Object.keys(one.expect)).not.toEqual([])
    const { make } = resolveCase(one, anything)
    expect(variantsOf(make())).not.toEqual([])
  })
})

describe('nodes', () => {
  const resolve = (node: unknown, fixtures = {}) => new Resolver(fixtures).resolve(node)

  it.each([
    [{ $gen: 'repeat', s: 'ab', n: 2 }, 'abab'],
    [{ $gen: 'cp', cps: ['U+1F44D', 'U+00E9'] }, '👍é'],
    [{ $gen: 'cprepeat', cps: ['U+0061', 'U+0062'], n: 3 }, 'aba'],
    [{ $gen: 'utf16', units: ['d800'] }, '\ud800'],
    [{ $gen: 'concat', parts: ['a', { $gen: 'repeat', s: 'b', n: 2 }] }, 'abb'],
    [{ $gen: 'nest', open: '[', close: ']', inner: '1', n: 2 }, '[[1]]'],
    [
      { $gen: 'keys', n: 2 },
      { k0: 0, k1: 1 },
    ],
    [{ $gen: 'array', n: 2, item: { $gen: 'counter' } }, [0, 1]],
    [{ $gen: 'hex', hex: '00 ff' }, Buffer.from([0, 255])],
    [{ $gen: 'b64', text: 'a' }, 'YQ=='],
    [{ $gen: 'uniq', prefix: 'p', suffix: 's' }, 'p1s'],
    [{ $basic: 'key:secret' }, 'Basic a2V5OnNlY3JldA=='],
    [{ $b64: 'a' }, 'YQ=='],
  ])('%j', (node, expected) => {
    expect(resolve(node)).toEqual(expected)
  })

  it('keeps a __proto__ key', () => {
    const made = resolve(JSON.parse('{"__proto__":{"admin":true}}')) as object
    expect(JSON.stringify(made)).toBe('{"__proto__":{"admin":true}}')
    expect(JSON.stringify(resolve({ $gen: 'key', key: '__proto__', value: 1 }))).toBe('{"__proto__":1}')
  })

  it('encodes nested nodes', () => {
    const packed = resolve({ $gen: 'gzip', inner: { $gen: 'repeat', s: 'a', n: 3 } }) as Buffer
    expect(String(gunzipSync(packed))).toBe('aaa')
  })

  it('reads fixtures, and names a missing one', () => {
    expect(resolve({ $fix: 'visitorA.token' }, { visitorA: { token: 't' } })).toBe('t')
    expect(() => resolve({ $fix: 'visitorA.token' })).toThrow('visitorA.token')
  })

  it('signs tokens with the named secret, or not at all', () => {
    const parts = (spec: object) =>
      String(resolve({ $jwt: spec }, { kid: 'app.key', keys: secrets })).split('.')
    const read = (part = '') => JSON.parse(String(Buffer.from(part, 'base64url')))
    expect(read(parts({})[0])).toEqual({ typ: 'JWT', alg: 'HS256', kid: 'app.key' })
    expect(parts({ key: 'wrong' })[2]).not.toBe(parts({})[2])
    expect(parts({ alg: 'none' })[2]).toBe('')
    expect(read(parts({ drop: ['exp'] })[1])).not.toHaveProperty('exp')
    expect(read(parts({ claims: { iat: '+600' } })[1]).iat).toBeGreaterThan(Date.now() / 1000 + 500)
  })

  it('refuses unknown nodes', () => {
    expect(() => resolve({ $gen: 'magic' })).toThrow('magic')
  })
})
