import { beforeAll, describe, expect, it } from 'vitest'
import { type Action, type Actor, abilitiesOf, actions, refusalOf } from '@/contract/policy'
import { db } from '@/server/database/db'
import {
  adminBrowser,
  agentBrowser,
  type TestBrowser,
  type TestResponse,
  visitorBrowser,
} from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'

/* The server refuses exactly what `contract/policy.ts` refuses, with its codes, and lists the rest in `abilities`. */

type Person = { browser: TestBrowser; actor: Actor; conversation: string }
type Ask = { ask: (person: Person) => Promise<TestResponse>; param?: string }

const patch = (body: object) => (person: Person) => person.browser.patch(person.conversation, body)

/** The call for the action; `null` if the API has none, or it depends on the message: `server/log/edit.test.ts`. */
const calls: Record<Action, Ask | null> = {
  reply: { ask: ({ browser, conversation }) => browser.post(`${conversation}/messages`, { content: 'Hi.' }) },
  write_note: {
    ask: ({ browser, conversation }) =>
      browser.post(`${conversation}/messages`, { content: 'Between us.', kind: 'note' }),
    param: 'kind',
  },
  edit_message: null,
  delete_message: null,
  close: { ask: patch({ status: 'CLOSED' }), param: 'status' },
  reopen: { ask: patch({ status: 'OPEN' }), param: 'status' },
  set_needs_answer: { ask: patch({ needsAnswer: false }), param: 'needsAnswer' },
  rename_visitor: { ask: patch({ visitor: { name: 'Vee' } }) },
  block_visitor: { ask: async ({ browser }) => browser.send('PUT', `${await anotherVisitor()}/block`) },
  export_visitor: { ask: async ({ browser }) => browser.get(`${await anotherVisitor()}/export`) },
  erase_visitor: { ask: async ({ browser }) => browser.send('DELETE', await anotherVisitor()) },
  start_conversation: null,
  identify: null,
  tell_page: {
    ask: ({ browser, conversation }) =>
      browser.put(`${conversation}/page`, { address: 'https://shop.example/' }),
  },
  track: {
    ask: ({ browser, conversation }) =>
      browser.post(`${conversation}/tracked-events`, { events: [{ name: 'paid' }] }),
  },
  manage_site_secrets: { ask: ({ browser }) => browser.get(`/api/support/sites/${SITE_ID}/secrets`) },
  filter_needs_answer: {
    ask: ({ browser }) => browser.get('/api/support/conversations?needsAnswer=true'),
    param: 'needsAnswer',
  },
  listen: { ask: ({ browser }) => browser.get('/api/ably/auth') },
  find_visitors: null,
  see_sites: { ask: ({ browser }) => browser.get('/api/support/sites') },
  manage_sites: { ask: ({ browser }) => browser.post('/api/support/sites', { name: 'Shop' }) },
  see_team: { ask: ({ browser }) => browser.get('/api/support/agents') },
  manage_team: { ask: ({ browser }) => browser.post('/api/support/invitations', { role: 'agent' }) },
  see_audit: { ask: ({ browser }) => browser.get('/api/support/audit') },
  use_account: { ask: ({ browser }) => browser.get('/api/support/agents/me') },
}

const people: Record<string, Person> = {}
beforeAll(async () => {
  await emptyDatabase()
  const vera = await visitorBrowser()
  const blocked = await visitorBrowser()
  const veras = `/api/support/conversations/${vera.conversationId}`
  people.visitor = { browser: vera.browser, actor: await visitor(vera.conversationId), conversation: veras }
  people['blocked visitor'] = {
    browser: blocked.browser,
    actor: { ...(await visitor(blocked.conversationId)), isBlocked: true },
    conversation: `/api/support/conversations/${blocked.conversationId}`,
  }
  people.agent = { browser: await agentBrowser('Ada'), actor: { id: '', role: 'agent' }, conversation: veras }
  people.admin = { browser: await adminBrowser(), actor: { id: '', role: 'admin' }, conversation: veras }
  await db.user.update({
    where: { id: people['blocked visitor'].actor.id },
    data: { blockedAt: new Date() },
  })
})

const kinds = ['visitor', 'blocked visitor', 'agent', 'admin']
const personOf = (kind: string) => people[kind] as Person

describe.each(actions.filter((action) => calls[action] !== null))('%s', (action) => {
  it.each(kinds)('responds to the %s as the policy says', async (kind) => {
    const person = personOf(kind)
    const { ask, param } = calls[action] as Ask
    const { status, json } = await ask(person)

    const refusal = refusalOf(person.actor, action)
    if (refusal === null) expect(status).toBeLessThan(400)
    else expect([status, json.error.code]).toEqual([403, refusal])
    if (refusal === 'forbidden') expect(json.error.param).toBe(param)
  })
})

it('lets visitors start conversations, and refuses blocked ones', async () => {
  const start = (kind: string) => personOf(kind).browser.post('/api/support/conversations', {})
  expect((await start('visitor')).status).toBe(201)
  expect((await start('blocked visitor')).json.error.code).toBe('blocked')
})

it.each(kinds)('tells the %s in every response what they may do', async (kind) => {
  const { browser, actor, conversation } = personOf(kind)
  const abilities = abilitiesOf(actor)
  expect((await browser.get(conversation)).json.conversation.abilities).toEqual(abilities)
  const list = (await browser.get('/api/support/conversations')).json.data
  for (const one of list) expect(one.abilities).toEqual(abilities)
  if (!abilities.includes('rename_visitor')) return
  const changed = await browser.patch(conversation, { visitor: { name: `Vera, says the ${kind}` } })
  expect(changed.json.conversation.abilities).toEqual(abilities)
})

async function visitor(conversationId: string): Promise<Actor> {
  const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
  return { id: userId, role: 'visitor' }
}

/** A visitor that no earlier request in this file has blocked, exported or erased. */
async function anotherVisitor(): Promise<string> {
  const { conversationId } = await visitorBrowser()
  return `/api/support/visitors/${(await visitor(conversationId)).id}`
}
