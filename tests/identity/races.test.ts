import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { postMessage } from '@/server/conversations/post-message'
import { db } from '@/server/database/db'
import { editMessage } from '@/server/log/edit'
import { env, provideEnv } from '@/server/settings/env'
import { emptyDatabase } from '@/tests/database'
import { ada, createCast, createSite, draft } from '@/tests/factories'
import { unlimited } from '@/tests/running-server'
import {
  browserOn,
  CONVERSATIONS,
  conversationsOf,
  createSecret,
  IDENTITY,
  newStart,
  setPolicy,
  sign,
  type TestSite,
} from './people'

let shop: TestSite
let secret: { id: string; value: string }
beforeEach(prepare)

async function prepare(): Promise<void> {
  await emptyDatabase()
  await createCast()
  provideEnv({ ...env(), ...unlimited })
  shop = await createSite('shop0001')
  await setPolicy(shop.id, { identity: 'optional' })
  secret = await createSecret(shop.id)
}

type Browser = ReturnType<typeof browserOn>

const identify = async (browser: Browser, sub = 'user-1') =>
  browser.post(IDENTITY, { token: await sign(secret.value, shop, { sub }) })

/** A browser with a conversation, and a copy of it that keeps its current cookies, whatever the first one receives. */
async function started() {
  const browser = browserOn(shop)
  const { json } = await browser.post(CONVERSATIONS, newStart())
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
  return { browser, conversationId: json.conversationId as string, old: () => browserOn(shop, { cookie }) }
}

/** Checks that a conversation's entries are gapless, and that messages and events of its visitor have one author. */
async function expectWhole(conversationId: string): Promise<string[]> {
  const conversation = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
  const entries = await db.message.findMany({ where: { conversationId }, orderBy: { position: 'asc' } })
  expect(entries.map(({ position }) => Number(position))).toEqual(entries.map((_, index) => index + 1))
  expect(Number(conversation.lastPosition)).toBe(entries.length)
  const visible = entries.filter(({ sequence }) => sequence !== null)
  expect(visible.map(({ sequence }) => Number(sequence))).toEqual(visible.map((_, index) => index + 1))
  const authors = entries.filter(({ senderSide }) => senderSide === 'VISITOR').map(({ senderId }) => senderId)
  expect(new Set(authors)).toEqual(new Set([conversation.userId]))
  return entries.filter(({ kind }) => kind !== 'EVENT').map(({ content }) => content)
}

describe('concurrently', () => {
  it('several browsers verify as the same new person: all become that person', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, started))
    const answers = await Promise.all(all.map(({ browser }) => identify(browser)))
    expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200))
    const people = await db.user.findMany({ where: { role: 'VISITOR', siteId: shop.id } })
    expect(people.map(({ externalId }) => externalId)).toEqual(['user-1'])
    const ids = all.map(({ conversationId }) => conversationId).sort()
    for (const { browser } of all) expect(await conversationsOf(browser)).toEqual(ids)
    for (const id of ids) expect(await expectWhole(id)).toEqual(['Hello?'])
  })

  it('one anonymous visitor verifies as two people: only one of them gets the messages', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { conversationId, old } = await started()
      const tabs = [old(), old()]
      const subs = [`one-${round}`, `two-${round}`]
      const answers = await Promise.all(tabs.map((tab, index) => identify(tab, subs[index])))
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      const people = answers.map(({ json }) => json.visitor.id)
      expect(new Set(people).size).toBe(2)
      const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
      expect(people).toContain(userId)
      await expectWhole(conversationId)
    }
  })

  it('messages are posted while they are moved: each is stored once, by the person', {
    timeout: 60_000,
  }, async () => {
    await identify(browserOn(shop))
    for (let round = 0; round < 8; round += 1) {
      const { browser, conversationId, old } = await started()
      const drafts = Array.from({ length: 6 }, (_, index) => draft(`message ${index}`))
      const path = `${CONVERSATIONS}/${conversationId}/messages`
      const [answers] = await Promise.all([
        Promise.all(drafts.map((body) => old().post(path, body))),
        identify(browser),
        postMessage(ada, conversationId, draft('An answer')),
      ])
      for (const { status } of answers) expect([201, 401, 404]).toContain(status)
      // The browser's outbox retries them all with its new credential.
      const repeats = []
      for (const body of drafts) repeats.push((await browser.post(path, body)).status)
      expect(repeats).toEqual(answers.map(({ status }) => (status === 201 ? 200 : 201)))
      const texts = await expectWhole(conversationId)
      expect(texts.sort()).toEqual(['An answer', 'Hello?', ...drafts.map(({ content }) => content)].sort())
    }
  })

  it('conversations are started while their visitor is moved: all acknowledged ones belong to the person', async () => {
    await identify(browserOn(shop))
    for (let round = 0; round < 6; round += 1) {
      const { browser, conversationId, old } = await started()
      const [answers] = await Promise.all([
        Promise.all(Array.from({ length: 4 }, () => old().post(CONVERSATIONS, newStart()))),
        identify(browser),
      ])
      const mine = (await conversationsOf(browser)) as string[]
      expect(mine).toContain(conversationId)
      // The old credential's visitor is gone, so it starts as a new one.
      const ids = answers.flatMap(({ status, json }) => (status === 201 ? [json.conversationId] : []))
      for (const id of ids) {
        const { user } = await db.conversation.findUniqueOrThrow({ where: { id }, include: { user: true } })
        expect(mine.includes(id)).toBe(user.externalId === 'user-1')
        expect(await expectWhole(id)).toEqual(['Hello?'])
      }
      expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    }
  })
})

describe('a random history of visitors and people', () => {
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('write' as const), who: fc.nat(3), text: fc.nat(99) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('answer' as const), who: fc.nat(3), text: fc.nat(99) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('note' as const), who: fc.nat(3), text: fc.nat(99) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('edit' as const), who: fc.nat(3), text: fc.nat(99) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('start' as const), who: fc.nat(3), text: fc.nat(99) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('prove' as const), who: fc.nat(3), text: fc.nat(1) }),
    },
  )

  it('keeps every message of every conversation, in order, under whichever owner', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await prepare()
        const browsers = Array.from({ length: 4 }, () => browserOn(shop))
        /** What is said where, by whom, and in which conversation each browser writes. */
        const texts = new Map<string, string[]>()
        const owners = new Map<string, string>()
        const current: (string | undefined)[] = []
        const names: string[] = browsers.map((_, index) => `anonymous ${index}`)

        for (const { kind, who, text } of steps) {
          const browser = browsers[who] as Browser
          const id = current[who]
          const said = `${kind} ${text}`
          if (kind === 'prove') {
            const name = `user-${text}`
            expect((await identify(browser, name)).status).toBe(200)
            const before = names[who] as string
            if (before.startsWith('anonymous'))
              for (const [one, owner] of owners) if (owner === before) owners.set(one, name)
            if (before !== name && !before.startsWith('anonymous')) current[who] = undefined
            names[who] = name
          } else if (kind === 'start' || id === undefined) {
            const { json } = await browser.post(CONVERSATIONS, newStart(said))
            current[who] = json.conversationId
            texts.set(json.conversationId, [said])
            owners.set(json.conversationId, names[who] as string)
          } else if (kind === 'write') {
            expect((await browser.post(`${CONVERSATIONS}/${id}/messages`, draft(said))).status).toBe(201)
            texts.get(id)?.push(said)
          } else if (kind === 'edit') {
            const { message } = await postMessage(ada, id, draft(said))
            await editMessage(ada, id, message.id, { content: `${said}, edited`, version: 1 })
            texts.get(id)?.push(`${said}, edited`)
          } else {
            await postMessage(ada, id, { ...draft(said), ...(kind === 'note' && { kind }) })
            texts.get(id)?.push(said)
          }
        }

        expect(await db.conversation.count()).toBe(texts.size)
        for (const [id, expected] of texts) expect(await expectWhole(id)).toEqual(expected)
        for (const [index, browser] of browsers.entries()) {
          const own = [...owners].filter(([, owner]) => owner === names[index]).map(([id]) => id)
          if (browser.cookies.size > 0) expect(await conversationsOf(browser)).toEqual(own.sort())
        }
      }),
      { numRuns: 12 },
    )
  })
})
