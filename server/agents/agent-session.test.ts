import { createHmac } from 'node:crypto'
import { createEndpoint, serializeSignedCookie } from 'better-call'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/server/database/db'
import { adminBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { agentOfHeaders, readSessionToken } from './agent-session'

const DAY_MS = 24 * 60 * 60 * 1000
const NAME = 'porchlight.session_token'
const SECRET = 'a secret of thirty-two characters'

describe('readSessionToken', () => {
  it('reads a token signed by the sign-in library', async () => {
    const [cookie = ''] = (await serializeSignedCookie(NAME, 'vMzUd3Zu1TtPXo4W', SECRET)).split(';')

    expect(readSessionToken(cookie, NAME, SECRET)).toBe('vMzUd3Zu1TtPXo4W')
    expect(readSessionToken(cookie, NAME, 'another secret')).toBeNull()
    expect(readSessionToken(cookie, 'porchlight.other', SECRET)).toBeNull()
    expect(readSessionToken(null, NAME, SECRET)).toBeNull()
  })

  it('agrees with the sign-in library about every cookie: valid, tampered with or malformed', async () => {
    const askLibrary = createEndpoint('/probe', { method: 'GET', requireHeaders: true }, async (context) => ({
      token: (await context.getSignedCookie(NAME, SECRET)) || null,
    }))
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(cookieHeaders(), async (header) => {
        const headers = new Headers({ cookie: header })
        const ours = readSessionToken(headers.get('cookie'), NAME, SECRET)
        expect(ours, header).toBe((await askLibrary({ headers })).token)
        if (ours !== null) accepted += 1
      }),
      { numRuns: 3_000 },
    )
    // Otherwise only refusals would have been compared.
    expect(accepted).toBeGreaterThan(300)
  })
})

describe('an agent’s session', () => {
  beforeEach(emptyDatabase)

  it('ends when its row is deleted', async () => {
    const browser = await adminBrowser()
    await db.session.deleteMany()
    expect((await browser.get('/api/support/conversations')).status).toBe(401)
  })

  it('is worthless once its owner is no longer an agent', async () => {
    const browser = await adminBrowser()
    await db.user.updateMany({ data: { role: 'VISITOR', signInEmail: null } })
    expect((await browser.get('/api/support/conversations')).status).toBe(401)
  })

  it('ends when it expires, for the API and for pages, and is then deleted', async () => {
    const browser = await adminBrowser()
    await db.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })

    expect(await agentOfHeaders(headersOf(browser.cookies))).toBeNull()
    expect(await db.session.count()).toBe(1)
    expect((await browser.get('/api/support/conversations')).status).toBe(401)
    expect(await db.session.count()).toBe(0)
  })

  it('is renewed once a day by an API call, along with the browser’s cookie', async () => {
    const browser = await adminBrowser()
    const fresh = await browser.get('/api/support/conversations')
    expect(fresh.headers.getSetCookie()).toEqual([])

    await db.session.updateMany({ data: { expiresAt: new Date(Date.now() + 28 * DAY_MS) } })
    // Pages cannot set cookies, so they must leave the renewal to an API call.
    expect(await agentOfHeaders(headersOf(browser.cookies))).toMatchObject({ name: 'Olga' })
    const renewing = await browser.get('/api/support/conversations')

    expect(renewing.status).toBe(200)
    expect(renewing.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^porchlight\.session_token=.*; Max-Age=2592000; .*HttpOnly/),
    ])
    const { expiresAt } = await db.session.findFirstOrThrow()
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * DAY_MS)
    const after = await browser.get('/api/support/conversations')
    expect([after.status, after.headers.getSetCookie()]).toEqual([200, []])
  })
})

function headersOf(cookies: ReadonlyMap<string, string>): Headers {
  return new Headers({ cookie: [...cookies].map((pair) => pair.join('=')).join('; ') })
}

type Change = (pair: string) => string

/** A signed cookie, valid or altered in one of many ways, among others. */
function cookieHeaders(): fc.Arbitrary<string> {
  const noise = fc.string({ unit: fc.constantFrom(...'=;,." %2e+/_-aA0\xe9'), maxLength: 20 })
  const token = fc.oneof(fc.stringMatching(/^[A-Za-z0-9]{32}$/), fc.string({ maxLength: 12 }), noise)
  const change: fc.Arbitrary<Change> = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Change>((pair) => pair) },
    fc.constant<Change>((pair) => decodeURIComponent(pair).replace(/[^\x20-\xff]/g, '')),
    fc.constant<Change>((pair) => pair.replace('=', '="').concat('"')),
    fc.constant<Change>((pair) => pair.replaceAll('%', '%25')),
    fc.constant<Change>((pair) => pair.replaceAll('%2B', '-').replaceAll('%2F', '_')),
    fc.constant<Change>((pair) => pair.replace(/%3D$/, '')),
    fc.constant<Change>((pair) => pair.replace('=', ' = ')),
    fc.constant<Change>((pair) => pair.toUpperCase()),
    // The last two bits of 32 bytes in Base64 are unused, so four final letters give the same signature.
    fc.constant<Change>((pair) => pair.replace(/[AEIMQUYcgkosw048]%3D$/, (end) => `${nextLetter(end)}%3D`)),
    fc.tuple(fc.nat(160), noise).map<Change>(
      ([at, piece]) =>
        (pair) =>
          pair.slice(0, at) + piece + pair.slice(at + 1),
    ),
  )
  return fc
    .tuple(fc.array(noise, { maxLength: 2 }), token, change, fc.array(token.map(signed), { maxLength: 1 }))
    .map(([before, value, alter, after]) => [...before, alter(signed(value)), ...after].join('; '))
}

function signed(token: string): string {
  const signature = createHmac('sha256', SECRET).update(token).digest('base64')
  return `${NAME}=${encodeURIComponent(`${token}.${signature}`)}`
}

function nextLetter(text: string): string {
  const letter = text.charAt(0)
  return letter === '8'
    ? '9'
    : letter === '0' || letter === '4'
      ? String(Number(letter) + 1)
      : String.fromCharCode(letter.charCodeAt(0) + 1)
}
