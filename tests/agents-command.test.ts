import { beforeEach, describe, expect, it } from 'vitest'
import { agentsCommand } from '@/process/commands/agents-command'
import { db } from '@/server/database/db'
import { adminBrowser, TestBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { rememberSecret } from '@/tests/log-scan'

let said: string[]
beforeEach(async () => {
  said = []
  await emptyDatabase()
})

const run = (...args: string[]) => agentsCommand(args, (line) => said.push(line))
const signIn = (password: string) =>
  new TestBrowser('agent').post('/api/auth/sign-in/email', { email: 'olga@porchlight.test', password })

describe('npm run agents', { timeout: 60_000 }, () => {
  it('resets a password, prints the new one once, and ends all sessions', async () => {
    const stolen = await adminBrowser()
    await run('list')
    expect(said.join()).toMatch(/^olga@porchlight\.test {2}Olga {2}admin {2}sessions: 1, last used \d{4}-/)

    await run('reset', 'Olga@Porchlight.test')
    const password = /\n {2}(\S+)\n/.exec(said.join('\n'))?.[1] ?? ''
    rememberSecret(password)

    expect(password).toMatch(/^([a-km-np-z2-9]{4}-){4}[a-km-np-z2-9]{4}$/)
    expect((await stolen.get('/api/support/conversations')).status).toBe(401)
    expect((await signIn('correct horse battery')).status).toBe(401)
    expect((await signIn(password)).status).toBe(200)
  })

  it('prints a link with which the agent sets a new password, once', async () => {
    const stolen = await adminBrowser()
    await run('reset-link', 'Olga@Porchlight.test')
    const token = /http:\/\/localhost:3000\/reset-password#(\S+)/.exec(said.join('\n'))?.[1] ?? ''
    rememberSecret(token)
    // Nothing changes until it is used.
    expect((await stolen.get('/api/support/conversations')).status).toBe(200)

    const reset = () =>
      new TestBrowser().post('/api/support/password-reset', { token, password: 'another lamp on the porch' })
    expect((await reset()).status).toBe(200)
    expect((await reset()).json.error.code).toBe('reset_link_used')
    expect((await stolen.get('/api/support/conversations')).status).toBe(401)
    expect((await signIn('another lamp on the porch')).status).toBe(200)
    const audit = await db.auditEntry.findMany({
      orderBy: { id: 'asc' },
      select: { action: true, actorId: true },
    })
    expect(audit).toMatchObject([
      { action: 'reset_link.created', actorId: null },
      { action: 'reset_link.used' },
    ])
  })

  it('makes no link for deactivated agents, and lists them as such', async () => {
    await adminBrowser()
    await db.user.updateMany({ data: { deactivatedAt: new Date() } })
    await expect(run('reset-link', 'olga@porchlight.test')).rejects.toThrow(/is deactivated/)
    await run('list')
    expect(said.join()).toContain('admin, deactivated')
  })

  it('signs out everywhere, and keeps the password', async () => {
    const stolen = await adminBrowser()
    await run('sign-out', 'olga@porchlight.test')
    expect(said).toEqual(['Signed Olga out everywhere. Sessions ended: 1'])
    expect((await stolen.get('/api/support/conversations')).status).toBe(401)
    expect((await signIn('correct horse battery')).status).toBe(200)
  })

  it('turns two-factor sign-in off for a lost phone, and keeps password and sessions', async () => {
    const olga = await adminBrowser()
    const { id } = await db.user.findFirstOrThrow({ where: { role: 'ADMIN' } })
    await run('reset-two-factor', 'olga@porchlight.test')
    await db.twoFactor.create({ data: { userId: id, key: new Uint8Array(48), enabledAt: new Date() } })
    expect((await signIn('correct horse battery')).json.error.code).toBe('second_factor_required')

    await run('reset-two-factor', 'Olga@Porchlight.test')
    expect(said).toEqual([
      expect.stringMatching(/^Olga does not use two-factor sign-in/),
      expect.stringMatching(/^Olga now signs in with only the password/),
    ])
    expect((await signIn('correct horse battery')).status).toBe(200)
    expect((await olga.get('/api/support/conversations')).status).toBe(200)
    const audit = await db.auditEntry.findMany({ select: { action: true, actorId: true, subjectId: true } })
    expect(audit).toEqual([{ action: 'agent.turned_off_two_factor', actorId: null, subjectId: id }])
  })

  it.each([
    [[], /Choose list, reset-link, reset, sign-out or reset-two-factor/],
    [['reset-two-factor'], /Choose list/],
    [['reset-two-factor', 'nobody@porchlight.test'], /No agent signs in with nobody@porchlight\.test/],
    [['reset'], /Choose list/],
    [['reset-link'], /Choose list/],
    [['reset-link', 'nobody@porchlight.test'], /No agent signs in with nobody@porchlight\.test/],
    [['remove', 'olga@porchlight.test'], /Choose list/],
    [['reset', 'a@b.co', 'c@d.co'], /Choose list/],
    [['list', 'olga@porchlight.test'], /Choose list/],
    [['reset', 'nobody@porchlight.test'], /No agent signs in with nobody@porchlight\.test/],
    // A visitor's address is not an agent's.
    [['reset', 'vera@example.com'], /No agent/],
  ])('%j changes nothing and says why', async (args, reason) => {
    await db.user.create({ data: { role: 'VISITOR', email: 'vera@example.com' } })
    await expect(run(...args)).rejects.toThrow(reason)
    expect(await db.account.count()).toBe(0)
    expect(said).toEqual([])
  })

  it('says where to start when there are no agents yet', async () => {
    await run('list')
    expect(said).toEqual(['There are no accounts yet: open the link that Porchlight prints when it starts.'])
  })
})
