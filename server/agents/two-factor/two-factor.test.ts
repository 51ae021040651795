import { beforeEach, describe, expect, it } from 'vitest'
import { CODE_WINDOW_SECONDS, MAX_CODE_TRIES } from '@/contract/limits'
import { makeResetLinkFromCommandLine, resetPassword } from '@/server/agents/reset-links'
import { db } from '@/server/database/db'
import { env, provideEnv } from '@/server/settings/env'
import { adminBrowser, agentBrowser, TestBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { rememberSecret } from '@/tests/log-scan'
import { openKey } from './key'
import { stepAt, totp } from './totp'

const ME = '/api/support/agents/me'
const TWO_FACTOR = `${ME}/two-factor`
const password = 'correct horse battery'

let ada: TestBrowser
let userId: string
const settings = env()
beforeEach(async () => {
  provideEnv(settings)
  await emptyDatabase()
  ada = await agentBrowser('Ada')
  userId = (await db.user.findFirstOrThrow({ where: { name: 'Ada' } })).id
})

const signIn = (code?: string, known: TestBrowser = new TestBrowser('agent'), word = password) =>
  known.post('/api/auth/sign-in/email', { email: 'ada@porchlight.test', password: word, code })
const outcome = async (answer: ReturnType<typeof signIn>) => {
  const { status, json } = await answer
  return status === 200 ? 200 : `${status} ${json.error.code}`
}

/** The code that the app shows this many steps from now. */
async function codeIn(steps: number): Promise<string> {
  const { key } = await db.twoFactor.findUniqueOrThrow({ where: { userId } })
  return totp(openKey(userId, key) ?? Buffer.alloc(0), stepAt(Date.now()) + steps)
}

/** Turns it on as if some time ago, so that the current step's code is not used up. */
async function turnOn(): Promise<string[]> {
  const begun = await ada.post(TWO_FACTOR, { currentPassword: password })
  rememberSecret(begun.json.key)
  const { status, json, text } = await ada.put(TWO_FACTOR, { code: await codeIn(0) })
  expect(status, text).toBe(200)
  rememberSecret(...json.recoveryCodes)
  await db.twoFactor.update({ where: { userId }, data: { lastStep: stepAt(Date.now()) - 2 } })
  return json.recoveryCodes
}

describe('turning it on', { timeout: 60_000 }, () => {
  it('requires the password and a code from the app, and no codes before', async () => {
    const wrong = await ada.post(TWO_FACTOR, { currentPassword: 'not the right one' })
    expect([wrong.status, wrong.json.error.code]).toEqual([403, 'wrong_password'])
    const { json } = await ada.post(TWO_FACTOR, { currentPassword: password })
    expect(json.key).toMatch(/^[A-Z2-7]{32}$/)
    expect(json.uri).toContain(`secret=${json.key}`)
    expect(await outcome(signIn())).toBe(200)

    expect(await outcome(ada.put(TWO_FACTOR, { code: await codeIn(-4) }))).toBe('403 wrong_code')
    expect((await ada.get(ME)).json.hasTwoFactor).toBe(false)
    const on = await ada.put(TWO_FACTOR, { code: await codeIn(0) })
    expect(new Set(on.json.recoveryCodes).size).toBe(10)
    expect((await ada.get(ME)).json.hasTwoFactor).toBe(true)
    expect(await db.auditEntry.count({ where: { action: 'agent.turned_on_two_factor' } })).toBe(1)
  })

  it('stores neither the key nor recovery codes in plain text', async () => {
    const codes = await turnOn()
    const { key, recoveryHashes } = await db.twoFactor.findUniqueOrThrow({ where: { userId } })
    const opened = openKey(userId, key)
    expect(opened).toHaveLength(20)
    expect(Buffer.from(key).includes(Buffer.from(opened ?? []))).toBe(false)
    expect(recoveryHashes.map(({ length }) => length)).toEqual(codes.map(() => 32))
    expect(openKey('01900000-0000-7000-8000-000000000000', key)).toBeNull()
  })

  it('is refused if already on, and of two concurrent confirmations one wins', async () => {
    await ada.post(TWO_FACTOR, { currentPassword: password })
    const code = await codeIn(0)
    const both = await Promise.all([ada.put(TWO_FACTOR, { code }), ada.put(TWO_FACTOR, { code })])
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await outcome(ada.post(TWO_FACTOR, { currentPassword: password }))).toBe('409 two_factor_on')
    expect(await outcome(ada.put(TWO_FACTOR, { code }))).toBe('409 two_factor_on')
  })

  it('is visible to colleagues', async () => {
    await turnOn()
    const olga = await adminBrowser()
    const { json } = await olga.get('/api/support/agents')
    const seen = json.data.map(({ name, hasTwoFactor }: Record<string, unknown>) => [name, hasTwoFactor])
    expect(seen).toEqual([
      ['Ada', true],
      ['Olga', false],
    ])
  })
})

describe('signing in', { timeout: 60_000 }, () => {
  it('requires the password and then a code, which works once', async () => {
    await turnOn()
    const sessions = await db.session.count()
    const browser = new TestBrowser('agent')
    expect(await outcome(signIn(undefined, browser))).toBe('401 second_factor_required')
    expect([browser.cookies.size, await db.session.count()]).toEqual([0, sessions])

    const code = await codeIn(0)
    expect(await outcome(signIn(code, browser))).toBe(200)
    expect((await browser.get(ME)).json.name).toBe('Ada')
    expect(await outcome(signIn(code))).toBe('403 wrong_code')
  })

  it('does not reveal it without the password', async () => {
    await turnOn()
    const code = await codeIn(0)
    expect(await outcome(signIn(undefined, undefined, 'not the right one'))).toBe('401 not_authenticated')
    expect(await outcome(signIn(code, undefined, 'not the right one'))).toBe('401 not_authenticated')
    // That did not use up the code.
    expect(await outcome(signIn(code))).toBe(200)
  })

  it('refuses expired codes, codes older than the last one, and anything else', async () => {
    await turnOn()
    expect(await outcome(signIn(await codeIn(-3)))).toBe('403 wrong_code')
    expect(await outcome(signIn('no code'))).toBe('403 wrong_code')
    const earlier = await codeIn(0)
    expect(await outcome(signIn(await codeIn(1)))).toBe(200)
    expect(await outcome(signIn(earlier))).toBe('403 wrong_code')
    const long = await signIn('1'.repeat(65))
    expect([long.status, long.json.error]).toMatchObject([400, { code: 'validation_failed', param: 'code' }])
  })

  it('admits only one of several concurrent calls with the same code', async () => {
    await turnOn()
    const code = await codeIn(0)
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcome(signIn(code))))
    expect(outcomes.sort()).toEqual([200, '403 wrong_code', '403 wrong_code', '403 wrong_code'])
  })

  it('accepts each recovery code once, however it is typed, even concurrently', async () => {
    const [first = '', second = ''] = await turnOn()
    expect(await outcome(signIn(` ${first.toUpperCase().replaceAll('-', ' ')} `))).toBe(200)
    expect(await outcome(signIn(first))).toBe('403 wrong_code')
    const outcomes = await Promise.all([1, 2, 3].map(() => outcome(signIn(second))))
    expect(outcomes.sort()).toEqual([200, '403 wrong_code', '403 wrong_code'])
    expect((await db.twoFactor.findUniqueOrThrow({ where: { userId } })).recoveryHashes).toHaveLength(8)
    expect(await db.auditEntry.count({ where: { action: 'agent.used_recovery_code' } })).toBe(2)
  })

  it('counts wrong codes per account, even concurrent ones, and resets the count after a while', async () => {
    provideEnv({ ...env(), LIMIT_SIGN_INS_PER_ACCOUNT: 1_000 })
    await turnOn()
    const tries = Array.from({ length: MAX_CODE_TRIES + 3 }, (_, index) => outcome(signIn(`wrong ${index}`)))
    const outcomes = await Promise.all(tries)
    expect(outcomes.filter((what) => what === '403 wrong_code')).toHaveLength(MAX_CODE_TRIES)
    expect(outcomes.filter((what) => what === '429 rate_limited')).toHaveLength(3)

    const locked = await signIn(await codeIn(0))
    expect(locked.json.error.code).toBe('rate_limited')
    const wait = Number(locked.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(CODE_WINDOW_SECONDS - 60)
    expect(wait).toBeLessThanOrEqual(CODE_WINDOW_SECONDS)

    await db.$executeRaw`UPDATE two_factor SET tries_since = now() - make_interval(secs => ${CODE_WINDOW_SECONDS + 1})`
    expect(await outcome(signIn(await codeIn(0)))).toBe(200)
    expect((await db.twoFactor.findUniqueOrThrow({ where: { userId } })).tries).toBe(0)
  })

  it('still requires it after a password reset', async () => {
    await turnOn()
    const { token } = await makeResetLinkFromCommandLine(userId)
    rememberSecret(token)
    await resetPassword({ token, password: 'another horse battery' })
    expect(await outcome(signIn(undefined, undefined, 'another horse battery'))).toBe(
      '401 second_factor_required',
    )
  })
})

describe('turning it off', { timeout: 60_000 }, () => {
  it('requires the password, and invalidates the recovery codes', async () => {
    const [recoveryCode = ''] = await turnOn()
    expect(await outcome(ada.post(`${TWO_FACTOR}/off`, { currentPassword: 'wrong' }))).toBe(
      '403 wrong_password',
    )
    expect(await outcome(ada.post(`${TWO_FACTOR}/off`, { currentPassword: password }))).toBe(200)
    expect(await outcome(signIn())).toBe(200)
    expect((await ada.get(ME)).json.hasTwoFactor).toBe(false)

    await turnOn()
    expect(await outcome(signIn(recoveryCode))).toBe('403 wrong_code')
  })
})

it('keeps the library’s own endpoints for it closed', async () => {
  for (const path of ['enable', 'disable', 'verify-totp', 'verify-backup-code', 'get-totp-uri'])
    expect((await ada.post(`/api/auth/two-factor/${path}`, {})).status, path).toBe(404)
})

describe('new recovery codes', { timeout: 60_000 }, () => {
  const renew = (currentPassword = password) => ada.post(`${TWO_FACTOR}/recovery-codes`, { currentPassword })

  it('require the password, and replace the old ones', async () => {
    const [old = ''] = await turnOn()
    expect(await outcome(renew('not the right one'))).toBe('403 wrong_password')
    expect(await outcome(signIn(old))).toBe(200)

    const { status, json } = await renew()
    expect(status).toBe(200)
    rememberSecret(...json.recoveryCodes)
    const codes: string[] = json.recoveryCodes
    expect(new Set(codes).size).toBe(10)
    const { recoveryHashes } = await db.twoFactor.findUniqueOrThrow({ where: { userId } })
    expect(recoveryHashes).toHaveLength(10)
    expect(await db.auditEntry.count({ where: { action: 'agent.made_recovery_codes' } })).toBe(1)
    expect(await outcome(signIn(codes[0]))).toBe(200)
  })

  it('invalidate the old ones, but not the app', async () => {
    const old = await turnOn()
    const { json } = await renew()
    rememberSecret(...json.recoveryCodes)
    expect(await outcome(signIn(old[1]))).toBe('403 wrong_code')
    expect(await outcome(signIn(await codeIn(0)))).toBe(200)
  })

  it('are refused if two-factor sign-in is off or not confirmed', async () => {
    expect(await outcome(renew())).toBe('404 not_found')
    const begun = await ada.post(TWO_FACTOR, { currentPassword: password })
    rememberSecret(begun.json.key)
    expect(await outcome(renew())).toBe('404 not_found')
    expect((await db.twoFactor.findUniqueOrThrow({ where: { userId } })).recoveryHashes).toEqual([])
  })
})
