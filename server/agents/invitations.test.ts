import { hashPassword } from 'better-auth/crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { db } from '@/server/database/db'
import { env, provideEnv } from '@/server/settings/env'
import { adminBrowser, agentBrowser, TestBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { rememberSecret } from '@/tests/log-scan'
import { sweepLinks } from './invitations'

const DAY_MS = 24 * 60 * 60 * 1000
const password = 'another lamp on the porch'
const settings = env()

let admin: TestBrowser
beforeEach(async () => {
  provideEnv(settings)
  await emptyDatabase()
  admin = await adminBrowser()
})

async function invite(body: object = { role: 'agent' }, browser = admin) {
  const answer = await browser.post('/api/support/invitations', body)
  expect(answer.status, answer.text).toBe(201)
  const token: string = answer.json.url.split('#')[1]
  rememberSecret(token)
  return { id: answer.json.invitation.id as string, token, ...answer.json }
}

function accept(token: string, person: object = {}, browser = new TestBrowser('agent')) {
  return browser.post('/api/support/invitations/accept', {
    token,
    name: 'Ben',
    email: 'ben@porchlight.test',
    password,
    ...person,
  })
}

const preview = (token: string) => new TestBrowser().post('/api/support/invitations/preview', { token })
const codeOf = ({ status, json }: { status: number; json: { error?: { code: string } } }) => [
  status,
  json.error?.code,
]

describe('an invitation', () => {
  it('creates one colleague and signs them in', async () => {
    const { token, url, invitation } = await invite({ role: 'agent' })
    expect(url).toBe(`http://localhost:3000/join#${token}`)
    expect(token.length).toBeGreaterThanOrEqual(43)
    expect(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)).toBeCloseTo(7 * DAY_MS, -4)
    expect((await preview(token)).json).toMatchObject({ role: 'agent', email: null, invitedBy: 'Olga' })

    const ben = new TestBrowser('agent')
    expect((await accept(token, {}, ben)).status).toBe(201)
    expect((await ben.get('/api/support/agents/me')).json).toMatchObject({ name: 'Ben', role: 'agent' })
    expect((await admin.get('/api/support/invitations')).json.data).toEqual([])
    expect((await ben.post('/api/support/invitations', { role: 'agent' })).status).toBe(403)
  })

  it('creates an admin if it says so', async () => {
    const { token } = await invite({ role: 'admin' })
    const ben = new TestBrowser('agent')
    await accept(token, {}, ben)
    expect((await ben.get('/api/support/invitations')).status).toBe(200)
  })

  it('works once, even if used many times at once', async () => {
    const { token } = await invite()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => accept(token, { email: `ben${index}@porchlight.test` })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(codeOf(answer)).toEqual([410, 'invitation_used'])
    expect(await db.user.count()).toBe(2)
    expect(codeOf(await preview(token))).toEqual([410, 'invitation_used'])
  })

  it('stores no token, and hashes no password for callers without one', async () => {
    const { token } = await invite()
    expect(JSON.stringify(await db.invitation.findMany())).not.toContain(token)
    vi.mocked(hashPassword).mockClear()
    expect(codeOf(await accept('guessed'))).toEqual([404, 'not_found'])
    expect(codeOf(await accept(`${token}A`))).toEqual([404, 'not_found'])
    expect(hashPassword).not.toHaveBeenCalled()
  })

  it('ends after seven days, when it is revoked, and with the admin who made it', async () => {
    const late = await invite()
    await db.invitation.update({ where: { id: late.id }, data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(codeOf(await accept(late.token))).toEqual([410, 'invitation_expired'])

    const revoked = await invite()
    expect((await admin.send('DELETE', `/api/support/invitations/${revoked.id}`)).status).toBe(200)
    expect(codeOf(await accept(revoked.token))).toEqual([410, 'invitation_expired'])
    expect(codeOf(await admin.send('DELETE', `/api/support/invitations/${revoked.id}`))[0]).toBe(404)

    const orphaned = await invite()
    await agentBrowser('Ada')
    await db.user.updateMany({ where: { name: 'Ada' }, data: { role: 'ADMIN' } })
    await db.user.deleteMany({ where: { name: 'Olga' } })
    expect(codeOf(await accept(orphaned.token))).toEqual([410, 'invitation_expired'])
    expect(await db.user.count()).toBe(1)
  })

  it('is one of at most a hundred, even if many are created at once', async () => {
    await db.invitation.createMany({
      data: Array.from({ length: 98 }, (_, index) => ({
        tokenHash: new Uint8Array([index, 1]),
        role: 'AGENT' as const,
        expiresAt: new Date(Date.now() + DAY_MS),
      })),
    })
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => admin.post('/api/support/invitations', { role: 'agent' })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
    expect(answers.filter(({ json }) => json.error?.code === 'too_many_invitations')).toHaveLength(3)
  })

  it('gets a new link, and the first one stops working', async () => {
    const first = await invite()
    const again = await admin.post(`/api/support/invitations/${first.id}/resend`, {})
    expect(again.status).toBe(201)
    const token = again.json.url.split('#')[1]
    rememberSecret(token)
    expect(codeOf(await accept(first.token))).toEqual([404, 'not_found'])
    expect((await accept(token)).status).toBe(201)
    expect(codeOf(await admin.post(`/api/support/invitations/${first.id}/resend`, {}))[0]).toBe(404)
  })

  it('can be renewed with a new link after it has expired', async () => {
    const { id } = await invite()
    await db.invitation.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } })
    expect((await admin.get('/api/support/invitations')).json.data).toHaveLength(1)
    const again = await admin.post(`/api/support/invitations/${id}/resend`, {})
    expect((await accept(again.json.url.split('#')[1])).status).toBe(201)
  })

  it('with an address is only for that address', async () => {
    const { token } = await invite({ role: 'agent', email: 'Ben@Porchlight.test' })
    const wrong = await accept(token, { email: 'mallory@porchlight.test' })
    expect([...codeOf(wrong), wrong.json.error.param]).toEqual([400, 'validation_failed', 'email'])
    expect((await accept(token, { email: 'BEN@porchlight.test' })).status).toBe(201)
  })

  it('stays usable if the address turns out to be taken', async () => {
    const { token } = await invite()
    vi.mocked(hashPassword).mockClear()
    expect(codeOf(await accept(token, { email: 'olga@porchlight.test' }))).toEqual([409, 'email_taken'])
    expect(hashPassword).not.toHaveBeenCalled()
    expect(
      codeOf(await admin.post('/api/support/invitations', { role: 'agent', email: 'olga@porchlight.test' })),
    ).toEqual([409, 'email_taken'])
    expect((await accept(token)).status).toBe(201)
  })

  it('stays usable if two invitations are accepted with the same address at once', async () => {
    const [one, two] = [await invite(), await invite()]
    const answers = await Promise.all([accept(one.token), accept(two.token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const left = answers[0].status === 201 ? two : one
    expect((await accept(left.token, { email: 'cleo@porchlight.test' })).status).toBe(201)
  })

  it('is not for people who are already signed in', async () => {
    const { token } = await invite()
    expect(codeOf(await accept(token, {}, admin))).toEqual([409, 'already_signed_in'])
    expect((await preview(token)).status).toBe(200)
  })

  it('limits attempts per network', async () => {
    provideEnv({ ...env(), LIMIT_SIGN_INS_PER_NETWORK: 3 })
    // Olga's sign-in counts as one.
    for (let index = 0; index < 2; index += 1) expect((await accept('guessed')).status).toBe(404)
    expect(codeOf(await accept('guessed'))).toEqual([429, 'rate_limited'])
  })

  it.each([
    [{ role: 'owner' }, 'role'],
    [{}, 'role'],
    [{ role: 'agent', email: 'nobody' }, 'email'],
    [{ role: 'agent', expiresAt: '2099-01-01T00:00:00Z' }, 'expiresAt'],
  ])('is not created from %j', async (body, param) => {
    const { status, json } = await admin.post('/api/support/invitations', body)
    expect([status, json.error.param]).toEqual([400, param])
    expect(await db.invitation.count()).toBe(0)
  })

  it.each([
    [{ password: 'short' }, 'password'],
    [{ name: ' ' }, 'name'],
    [{ email: 'nobody' }, 'email'],
    [{ role: 'admin' }, 'role'],
    [{ token: '' }, 'token'],
    [{ token: 'x'.repeat(201) }, 'token'],
  ])('is not accepted with %j', async (person, param) => {
    const { token } = await invite()
    const { status, json } = await accept(token, person)
    expect([status, json.error.param]).toEqual([400, param])
    expect((await preview(token)).status).toBe(200)
  })

  it('is deleted, with its address, a month after it ended', async () => {
    const [old, recent] = [await invite({ role: 'agent', email: 'ben@porchlight.test' }), await invite()]
    await db.invitation.update({
      where: { id: old.id },
      data: { expiresAt: new Date(Date.now() - 31 * DAY_MS) },
    })
    await sweepLinks()
    expect(await db.invitation.findMany({ select: { id: true } })).toEqual([{ id: recent.id }])
  })
})
