import { hashPassword } from 'better-auth/crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { db, transact } from '@/server/database/db'
import { adminBrowser, agentBrowser, TestBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { rememberSecret } from '@/tests/log-scan'
import { storePassword } from './password'
import { deleteSessions } from './sessions'

const password = 'another lamp on the porch'

let olga: TestBrowser
let ada: TestBrowser
beforeEach(async () => {
  await emptyDatabase()
  olga = await adminBrowser()
  ada = await agentBrowser('Ada')
})

const adaId = async () => (await db.user.findFirstOrThrow({ where: { name: 'Ada' } })).id

async function makeLink(): Promise<string> {
  const { status, json, text } = await olga.post(`/api/support/agents/${await adaId()}/reset-link`, {})
  expect(status, text).toBe(201)
  expect(json.url).toMatch(/^http:\/\/localhost:3000\/reset-password#[\w-]{43}$/)
  const token: string = json.url.split('#')[1]
  rememberSecret(token)
  return token
}

const reset = (token: string, chosen = password) =>
  new TestBrowser().post('/api/support/password-reset', { token, password: chosen })
const preview = (token: string) => new TestBrowser().post('/api/support/password-reset/preview', { token })
const signIn = (chosen: string) =>
  new TestBrowser('agent').post('/api/auth/sign-in/email', { email: 'ada@porchlight.test', password: chosen })
const codeOf = ({ status, json }: { status: number; json: { error?: { code: string } } }) => [
  status,
  json.error?.code,
]

async function isSessionWaiting(): Promise<boolean> {
  const [row] = await db.$queryRaw<{ waits: boolean }[]>`
    SELECT EXISTS (SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT%session%') AS waits`
  return row?.waits ?? false
}

describe('a reset link', () => {
  it('sets the password once and ends all sessions', async () => {
    const token = await makeLink()
    expect((await preview(token)).json).toMatchObject({ name: 'Ada', email: 'ada@porchlight.test' })
    expect((await reset(token)).json).toEqual({ endedSessions: 1 })

    expect((await ada.get('/api/support/agents/me')).status).toBe(401)
    expect((await signIn('correct horse battery')).status).toBe(401)
    expect((await signIn(password)).status).toBe(200)
    expect(codeOf(await reset(token, 'and once more again'))).toEqual([410, 'reset_link_used'])
    expect(codeOf(await preview(token))).toEqual([410, 'reset_link_used'])
  })

  it('leaves no session from a concurrent sign-in with the old password', async () => {
    const id = await adaId()
    const hash = await hashPassword(password)
    let late: ReturnType<typeof signIn> | undefined
    await transact(async (tx) => {
      // The new session refers to this row, so it waits here with the old password already verified.
      await tx.$queryRaw`SELECT FROM users WHERE id = ${id}::uuid FOR UPDATE`
      late = signIn('correct horse battery')
      await expect.poll(isSessionWaiting, { timeout: 5_000 }).toBe(true)
      await storePassword(tx, id, hash)
      await deleteSessions(tx, id)
    })
    expect((await late)?.status).toBe(401)
    expect(await db.session.count({ where: { userId: id } })).toBe(0)
  })

  it('works once, even if used several times at once', async () => {
    const token = await makeLink()
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((one) => reset(token, password + one)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ json }) => json.error?.code === 'reset_link_used')).toHaveLength(3)
  })

  it('ends after a day, when it is replaced, and when its owner is deactivated', async () => {
    const first = await makeLink()
    const second = await makeLink()
    expect(codeOf(await reset(first))).toEqual([404, 'not_found'])
    await db.resetLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(codeOf(await reset(second))).toEqual([410, 'reset_link_expired'])

    const third = await makeLink()
    await olga.patch(`/api/support/agents/${await adaId()}`, { isActive: false })
    expect(codeOf(await reset(third))).toEqual([404, 'not_found'])
    const refused = await olga.post(`/api/support/agents/${await adaId()}/reset-link`, {})
    expect(codeOf(refused)).toEqual([403, 'account_deactivated'])
  })

  it('stores no token, and hashes no password for callers without one', async () => {
    const token = await makeLink()
    expect(JSON.stringify(await db.resetLink.findMany())).not.toContain(token)
    vi.mocked(hashPassword).mockClear()
    expect(codeOf(await reset('guessed'))).toEqual([404, 'not_found'])
    expect(hashPassword).not.toHaveBeenCalled()
  })

  it.each([
    [{ password: 'short' }, 'password'],
    [{ token: 'x'.repeat(201) }, 'token'],
    [{ email: 'ada@porchlight.test' }, 'email'],
  ])('is not used with %j', async (wrong, param) => {
    const body = { token: await makeLink(), password, ...wrong }
    const { status, json } = await new TestBrowser().post('/api/support/password-reset', body)
    expect([status, json.error.param]).toEqual([400, param])
  })
})
