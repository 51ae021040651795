import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/server/database/db'
import { adminBrowser, agentBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'

let olga: TestBrowser
beforeEach(async () => {
  await emptyDatabase()
  olga = await adminBrowser()
})

const idOf = async (name: string) => (await db.user.findFirstOrThrow({ where: { name } })).id
const change = async (browser: TestBrowser, name: string, patch: object) =>
  browser.patch(`/api/support/agents/${await idOf(name)}`, patch)
const codeOf = ({ status, json }: { status: number; json: { error?: { code: string } } }) => [
  status,
  json.error?.code,
]
const signIn = (name: string, browser = new TestBrowser('agent')) =>
  browser.post('/api/auth/sign-in/email', {
    email: `${name.toLowerCase()}@porchlight.test`,
    password: 'correct horse battery',
  })

/** A second admin. */
async function promotedBrowser(name: string): Promise<TestBrowser> {
  const browser = await agentBrowser(name)
  expect((await change(olga, name, { role: 'admin' })).json).toMatchObject({ role: 'admin' })
  return browser
}

describe('the team', () => {
  it('is listed by name, deactivated members last, and without visitors', async () => {
    await visitorBrowser()
    const ada = await agentBrowser('Ada')
    await agentBrowser('Ben')
    await change(olga, 'Ada', { isActive: false })
    const { json } = await olga.get('/api/support/agents')
    expect(json.data.map(({ name, isActive }: never) => [name, isActive])).toEqual([
      ['Ben', true],
      ['Olga', true],
      ['Ada', false],
    ])
    expect(Date.now() - Date.parse(json.data[0].lastSeenAt)).toBeLessThan(60_000)
    expect((await ada.get('/api/support/agents')).status).toBe(401)
  })

  it('shows when members were last seen, even after they have signed out', async () => {
    const ada = await agentBrowser('Ada')
    await ada.post('/api/auth/sign-out', {})
    const { json } = await olga.get('/api/support/agents')
    expect(json.data[0].lastSeenAt).not.toBeNull()
  })
})

describe('deactivating', () => {
  it('ends and announces the sessions, and gives the reason for refused sign-ins only with the right password', async () => {
    const ada = await agentBrowser('Ada')
    const adaId = await idOf('Ada')
    const answer = await change(olga, 'Ada', { isActive: false })
    expect(answer.json).toMatchObject({ name: 'Ada', isActive: false })

    expect((await ada.get('/api/support/conversations')).status).toBe(401)
    expect((await ada.get('/api/ably/auth')).status).toBe(401)
    const [event] = await db.outboxEvent.findMany({ where: { type: 'session.ended' } })
    expect(event?.channels).toEqual([`agent:${adaId}`])

    expect(codeOf(await signIn('Ada'))).toEqual([403, 'account_deactivated'])
    const guess = await new TestBrowser().post('/api/auth/sign-in/email', {
      email: 'ada@porchlight.test',
      password: 'wrong wrong wrong',
    })
    expect(codeOf(guess)).toEqual([401, 'not_authenticated'])
    expect(await db.session.count({ where: { userId: adaId } })).toBe(0)
  })

  it('refuses a session from a concurrent sign-in, and deletes it on reactivation', async () => {
    const ada = await agentBrowser('Ada')
    const id = await idOf('Ada')
    const row = await db.session.findFirstOrThrow({ where: { userId: id } })
    await change(olga, 'Ada', { isActive: false })
    await db.session.create({ data: row })
    expect((await ada.get('/api/support/conversations')).status).toBe(401)
    await change(olga, 'Ada', { isActive: true })
    expect((await ada.get('/api/support/conversations')).status).toBe(401)
    expect((await signIn('Ada')).status).toBe(200)
  })

  it('keeps the name on their messages', async () => {
    const { browser: vera, conversationId } = await visitorBrowser()
    const ada = await agentBrowser('Ada')
    await ada.post(`/api/support/conversations/${conversationId}/messages`, { content: 'Here to help.' })
    await change(olga, 'Ada', { isActive: false })
    const { json } = await vera.get(`/api/support/conversations/${conversationId}`)
    expect(JSON.stringify(json)).toContain('"Ada"')
  })

  it('revokes the invitations and reset links that they created', async () => {
    const ada = await promotedBrowser('Ada')
    await ada.post('/api/support/invitations', { role: 'admin' })
    await ada.post(`/api/support/agents/${await idOf('Olga')}/reset-link`, {})
    await olga.post('/api/support/invitations', { role: 'agent' })
    await change(olga, 'Ada', { isActive: false })
    expect(await db.invitation.count({ where: { revokedAt: null } })).toBe(1)
    expect(await db.resetLink.count()).toBe(0)
  })

  it('does so too when they are no longer an admin', async () => {
    const ada = await promotedBrowser('Ada')
    await ada.post('/api/support/invitations', { role: 'admin' })
    await change(olga, 'Ada', { role: 'agent' })
    expect(await db.invitation.count({ where: { revokedAt: null } })).toBe(0)
    expect((await ada.get('/api/support/invitations')).status).toBe(403)
  })
})

describe('the last admin', () => {
  it('can be neither deactivated nor demoted', async () => {
    await agentBrowser('Ada')
    expect(codeOf(await change(olga, 'Olga', { role: 'agent' }))).toEqual([409, 'last_admin'])
    expect(codeOf(await change(olga, 'Olga', { isActive: false }))).toEqual([409, 'last_admin'])
    // Deactivated admins do not count.
    await change(olga, 'Ada', { role: 'admin', isActive: false })
    expect(codeOf(await change(olga, 'Olga', { role: 'agent' }))).toEqual([409, 'last_admin'])
    expect((await olga.get('/api/support/invitations')).status).toBe(200)
  })

  it('may leave once there is another', async () => {
    await promotedBrowser('Ada')
    expect((await change(olga, 'Olga', { isActive: false })).status).toBe(200)
    expect((await olga.get('/api/support/agents/me')).status).toBe(401)
  })

  it('remains if two admins demote each other at once, in any order', {
    timeout: 60_000,
  }, async () => {
    const ada = await promotedBrowser('Ada')
    for (let round = 0; round < 10; round += 1) {
      await db.user.updateMany({ where: { name: { in: ['Ada', 'Olga'] } }, data: { role: 'ADMIN' } })
      const patch = round % 2 === 0 ? { role: 'agent' } : { isActive: false }
      const answers = await Promise.all([change(olga, 'Ada', patch), change(ada, 'Olga', patch)])
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      // The other request fails: its caller was just demoted or has lost their session.
      expect([401, 403]).toContain(answers.find(({ status }) => status !== 200)?.status)
      expect(await db.user.count({ where: { role: 'ADMIN', deactivatedAt: null } })).toBe(1)
      if ('isActive' in patch) break
    }
  })

  it('remains if two admins resign at once', async () => {
    const ada = await promotedBrowser('Ada')
    const answers = await Promise.all([
      change(olga, 'Olga', { role: 'agent' }),
      change(ada, 'Ada', { role: 'agent' }),
    ])
    expect(answers.map(codeOf).sort()).toEqual([
      [200, undefined],
      [409, 'last_admin'],
    ])
  })
})

describe('PATCH /api/support/agents/[agentId]', () => {
  it('does not accept visitors', async () => {
    const { conversationId } = await visitorBrowser()
    const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
    expect((await olga.patch(`/api/support/agents/${userId}`, { role: 'admin' })).status).toBe(404)
    expect((await olga.patch('/api/support/agents/nobody', { role: 'admin' })).status).toBe(404)
  })

  it.each([[{}], [{ role: 'visitor' }], [{ isActive: 'no' }], [{ role: 'agent', name: 'Eve' }]])(
    'refuses %j',
    async (patch) => {
      expect(codeOf(await change(olga, 'Olga', patch))).toEqual([400, 'validation_failed'])
    },
  )
})

describe('the caller’s address', () => {
  const patch = (body: object, browser = olga) => browser.patch('/api/support/agents/me', body)

  it('changes with the password, and is then used to sign in', async () => {
    expect(codeOf(await patch({ email: 'o@porchlight.test', currentPassword: 'wrong' }))).toEqual([
      403,
      'wrong_password',
    ])
    const { json } = await patch({ email: 'O@porchlight.test', currentPassword: 'correct horse battery' })
    expect(json.email).toBe('o@porchlight.test')
    expect((await signIn('o')).status).toBe(200)
    expect((await signIn('olga')).status).toBe(401)
  })

  it('cannot be another agent’s', async () => {
    await agentBrowser('Ada')
    const answer = await patch({ email: 'ada@porchlight.test', currentPassword: 'correct horse battery' })
    expect(codeOf(answer)).toEqual([409, 'email_taken'])
    expect(await db.auditEntry.count({ where: { action: 'agent.changed_email' } })).toBe(0)
  })

  it.each([
    [{}, undefined],
    [{ email: 'o@porchlight.test' }, 'currentPassword'],
    [{ name: 'O', currentPassword: 'correct horse battery' }, 'currentPassword'],
    [{ role: 'admin' }, 'role'],
  ])('refuses %j', async (body, param) => {
    const { status, json } = await patch(body)
    expect([status, json.error.param]).toEqual([400, param])
  })
})
