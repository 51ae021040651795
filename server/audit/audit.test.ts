import { beforeEach, describe, expect, it } from 'vitest'
import { db, pool } from '@/server/database/db'
import { adminBrowser, agentBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { forgetOldAudit } from './retention'

const DAY_MS = 24 * 60 * 60 * 1000

let olga: TestBrowser
beforeEach(async () => {
  await emptyDatabase()
  olga = await adminBrowser()
})

const idOf = async (name: string) => (await db.user.findFirstOrThrow({ where: { name } })).id

describe('the audit log', () => {
  it('records who did what to which id', async () => {
    await agentBrowser('Ada')
    const [olgaId, adaId] = [await idOf('Olga'), await idOf('Ada')]
    await olga.patch(`/api/support/agents/${adaId}`, { role: 'admin' })
    // Calls without an effect leave no trace.
    await olga.patch(`/api/support/agents/${adaId}`, { role: 'admin', isActive: true })
    await olga.patch(`/api/support/agents/${adaId}`, { role: 'agent', isActive: false })
    await olga.patch(`/api/support/agents/${adaId}`, { isActive: true })
    const { json: made } = await olga.post('/api/support/invitations', { role: 'agent' })
    const { id } = made.invitation
    const { json: renewed } = await olga.post(`/api/support/invitations/${id}/resend`, {})
    await new TestBrowser('agent').post('/api/support/invitations/accept', {
      token: renewed.url.split('#')[1],
      name: 'Ben',
      email: 'ben@porchlight.test',
      password: 'another lamp on the porch',
    })

    const { json } = await olga.get('/api/support/audit')
    const told = json.data.map(({ actorName, action, subjectId }: never) => [actorName, action, subjectId])
    expect(told).toEqual([
      ['Ben', 'invitation.accepted', id],
      ['Olga', 'invitation.renewed', id],
      ['Olga', 'invitation.created', id],
      ['Olga', 'agent.reactivated', adaId],
      ['Olga', 'agent.deactivated', adaId],
      ['Olga', 'agent.made_agent', adaId],
      ['Olga', 'agent.made_admin', adaId],
    ])
    expect(json.data[3]).toMatchObject({ actorId: olgaId, subjectName: 'Ada' })
    expect(
      JSON.stringify(await db.auditEntry.findMany(), (_, value) => (typeof value === 'bigint' ? '' : value)),
    ).not.toMatch(/Ada|Ben|porchlight/)
  })

  it('records actions on visitors, and names them only while they are known', async () => {
    const ada = await agentBrowser('Ada')
    const { browser: vera, conversationId } = await visitorBrowser()
    const { userId: visitorId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
    const path = `/api/support/visitors/${visitorId}`
    await vera.patch(`/api/support/conversations/${conversationId}`, { visitor: { name: 'Vera Kowalska' } })
    await ada.send('PUT', `${path}/block`)
    // Calls without an effect leave no trace, and neither do refused ones.
    await ada.send('PUT', `${path}/block`)
    await ada.send('DELETE', path)
    await ada.get(`${path}/export`)
    await ada.send('DELETE', `${path}/block`)
    await olga.get(`${path}/export`)

    const told = async () =>
      (await olga.get('/api/support/audit')).json.data.map(
        ({ actorName, action, subjectId, subjectName }: never) => [actorName, action, subjectId, subjectName],
      )
    expect(await told()).toEqual([
      ['Olga', 'visitor.exported', visitorId, 'Vera Kowalska'],
      ['Ada', 'visitor.unblocked', visitorId, 'Vera Kowalska'],
      ['Ada', 'visitor.blocked', visitorId, 'Vera Kowalska'],
    ])
    await olga.send('DELETE', path)
    expect((await told()).slice(0, 2)).toEqual([
      ['Olga', 'visitor.erased', visitorId, null],
      ['Olga', 'visitor.exported', visitorId, null],
    ])
  })

  it('shows the current names of sites', async () => {
    const { json } = await olga.post('/api/support/sites', { name: 'Shop' })
    const { id, version } = json.site
    const renamed = await olga.patch(`/api/support/sites/${id}`, { version, name: 'Outlet' })
    expect(renamed.status, renamed.text).toBe(200)
    const { data } = (await olga.get('/api/support/audit')).json
    expect(data.map(({ action, subjectId, subjectName }: never) => [action, subjectId, subjectName])).toEqual(
      [
        ['site.changed', id, 'Outlet'],
        ['site.created', id, 'Outlet'],
      ],
    )
  })

  it('is paginated', async () => {
    await db.auditEntry.createMany({
      data: Array.from({ length: 5 }, () => ({ action: 'agent.deactivated' })),
    })
    const first = (await olga.get('/api/support/audit?limit=2')).json
    const second = (await olga.get(`/api/support/audit?limit=2&cursor=${first.nextCursor}`)).json
    const third = (await olga.get(`/api/support/audit?limit=2&cursor=${second.nextCursor}`)).json
    expect([first.hasMore, second.hasMore, third.hasMore, third.nextCursor]).toEqual([
      true,
      true,
      false,
      null,
    ])
    const ids = [first, second, third].flatMap(({ data }) => data.map(({ id }: { id: string }) => Number(id)))
    expect(ids).toEqual(ids.toSorted((a, b) => b - a))
    expect(new Set(ids).size).toBe(5)
    for (const query of ['cursor=x', 'limit=0', 'limit=101', 'cursor=-1', 'after=1'])
      expect((await olga.get(`/api/support/audit?${query}`)).status, query).toBe(400)
  })

  it.each([
    `UPDATE audit_entry SET actor_id = NULL`,
    `DELETE FROM audit_entry`,
    `TRUNCATE audit_entry`,
    `TRUNCATE audit_entry CASCADE`,
    `SET LOCAL porchlight.audit = 'retention'; UPDATE audit_entry SET action = 'a.b'`,
  ])('refuses %s', async (statement) => {
    await db.auditEntry.create({ data: { action: 'agent.deactivated' } })
    await expect(pool.query(statement)).rejects.toThrow('append-only')
    expect(await db.auditEntry.count()).toBe(1)
  })

  it.each([
    { action: 'Olga was here' },
    { action: 'agent.deactivated', subjectId: 'Ada Lovelace' },
    { action: 'agent.deactivated', subjectId: 'ada@porchlight.test' },
  ])('does not accept text: %j', async (data) => {
    await expect(db.auditEntry.create({ data })).rejects.toThrow('audit_entry')
  })

  it('is deleted only by the retention job, which keeps newer entries', async () => {
    await db.auditEntry.createMany({
      data: [
        { action: 'agent.deactivated', at: new Date(Date.now() - 731 * DAY_MS) },
        { action: 'agent.reactivated', at: new Date(Date.now() - 729 * DAY_MS) },
      ],
    })
    await forgetOldAudit(730)
    expect(await db.auditEntry.findMany({ select: { action: true } })).toEqual([
      { action: 'agent.reactivated' },
    ])
    // The permission ends with the transaction.
    await expect(pool.query('DELETE FROM audit_entry')).rejects.toThrow('append-only')
  })
})
