import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import WebSocket from 'ws'
import { conversationChannel, liveChannel, statusChannel } from '@/contract/log/channels'
import { db } from '@/server/database/db'
import { adminBrowser, type TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { relayEvents } from '@/tests/relay-events'
import { type RunningServer, startServer, unlimited } from '@/tests/running-server'

/*
 * A visitor must not learn that notes exist: not by a text, and not by a number, a time, a frame or the lack of one. So the
 * same conversation is led with and without them, and everything that reaches the visitor is compared.
 */

let server: RunningServer
beforeAll(async () => {
  server = await startServer(unlimited)
})
afterAll(() => server.stop())
beforeEach(emptyDatabase)

const SECRET = 'between us'

it('tells a visitor the same with notes and without, in every answer and every frame', {
  timeout: 60_000,
}, async () => {
  const without = await lead({ hasNotes: false })
  const withNotes = await lead({ hasNotes: true })
  expect(withNotes.notes).toBeGreaterThan(5)
  expect(withNotes.told.length).toBeGreaterThan(15)
  expect(withNotes.told.map(withoutIds)).toEqual(without.told.map(withoutIds))
  expect(JSON.stringify(withNotes.told)).not.toContain(SECRET)
})

it('changes nothing at all for the visitor when a note is written, changed, read or deleted', {
  timeout: 60_000,
}, async () => {
  const { browser, conversationId } = await visitorBrowser('Hello?', server.reach)
  const admin = await adminBrowser(server.reach)
  const path = `/api/support/conversations/${conversationId}`
  const frames = await listen(browser, conversationId)
  await read(admin, path)
  await relayEvents()
  await settle()
  const everything = async () => [
    (await browser.get(path)).text,
    (await browser.get('/api/support/conversations')).text,
    (await browser.get(`${path}?after=0&limit=1`)).text,
    frames.length,
  ]
  const before = await everything()

  for (const secret of secretsOf(admin, path)) {
    await secret()
    await relayEvents()
    await settle()
    expect(await everything()).toEqual(before)
  }
})

it('changes nothing at all for the visitor when their page is told', { timeout: 60_000 }, async () => {
  const { browser, conversationId } = await visitorBrowser('Hello?', server.reach)
  const admin = await adminBrowser(server.reach)
  const path = `/api/support/conversations/${conversationId}`
  const frames = await listen(browser, conversationId)
  await relayEvents()
  await settle()
  const everything = async () => [
    (await browser.get(path)).text,
    (await browser.get('/api/support/conversations')).text,
    frames.length,
  ]
  const before = await everything()
  const rowBefore = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })

  for (const page of ['lamps', 'lamps', 'mugs']) {
    const answer = await browser.put(`${path}/page`, { address: `https://shop.example/${page}` })
    expect([answer.status, answer.text]).toEqual([200, '{}'])
    await relayEvents()
    await settle()
    expect(await everything()).toEqual(before)
  }
  expect(await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })).toEqual(rowBefore)
  const { pages, conversation } = (await admin.get(path)).json
  expect(pages).toHaveLength(2)
  expect(conversation.unreadCount).toBe(1)
})

/** Leads a conversation, and collects what the visitor is told: answers and frames. */
async function lead({ hasNotes }: { hasNotes: boolean }): Promise<{ told: string[]; notes: number }> {
  await emptyDatabase()
  const { browser, conversationId } = await visitorBrowser('Hello?', server.reach)
  const admin = await adminBrowser(server.reach)
  const path = `/api/support/conversations/${conversationId}`
  const frames = await listen(browser, conversationId)
  const answers: string[] = []
  const secrets = secretsOf(admin, path)
  let lastOwn = ''

  const ask = async (call: Promise<{ text: string }>) => void answers.push((await call).text)
  const steps: (() => Promise<unknown>)[] = [
    () => say(admin, path, 'Hi.'),
    () => ask(say(browser, path, 'My lamp is broken.').then(keepId)),
    () => ask(browser.patch(`${path}/messages/${lastOwn}`, { content: 'My lamp broke.', version: 1 })),
    () => ask(browser.put(`${path}/read-position`, { sequence: 3 })),
    () => read(admin, path),
    () => say(admin, path, 'Bye.', { close: true }),
    () => ask(browser.get(`${path}?after=2`)),
    () => ask(say(browser, path, 'One more thing')),
    () => read(admin, path),
    () => ask(browser.get(path)),
    () => ask(browser.patch(path, { visitor: { name: 'Vera' } })),
    () => ask(browser.get('/api/support/conversations')),
  ]
  function keepId(answer: { text: string }) {
    lastOwn = JSON.parse(answer.text).message.id
    return answer
  }
  for (const [index, step] of steps.entries()) {
    // Reading what the visitor wrote is no secret: from here on only notes are new to the team.
    await read(admin, path)
    if (hasNotes) await secrets[index % secrets.length]?.()
    await step()
    // So that what is told of one step is not told together with the next.
    await relayEvents()
    await settle()
  }
  const notes = await db.message.count({ where: { kind: 'NOTE' } })
  return { told: [...answers, ...frames], notes }
}

/** What the team does among itself, in this order. */
function secretsOf(admin: TestBrowser, path: string): (() => Promise<unknown>)[] {
  let id = ''
  return [
    async () => {
      const { json } = await say(admin, path, SECRET, { kind: 'note' })
      id = json.message.id
    },
    () => admin.patch(`${path}/messages/${id}`, { content: `${SECRET}, really`, version: 1 }),
    () => read(admin, path),
    () => admin.send('DELETE', `${path}/messages/${id}?version=2`),
    () => say(admin, path, `${SECRET}, once more`, { kind: 'note' }),
    () => read(admin, path),
    () => admin.patch(path, { needsAnswer: false }),
    () => admin.patch(path, { needsAnswer: true }),
    () => say(admin, path, `${SECRET}, the last`, { kind: 'note' }),
    () => say(admin, path, `${SECRET}, the very last`, { kind: 'note' }),
    () => say(admin, path, `${SECRET}, again`, { kind: 'note' }),
    () => say(admin, path, `${SECRET}, and again`, { kind: 'note' }),
  ]
}

function say(who: TestBrowser, path: string, content: string, how: object = {}) {
  return who.post(`${path}/messages`, { clientMessageId: crypto.randomUUID(), content, ...how })
}

async function read(admin: TestBrowser, path: string): Promise<void> {
  const { json } = await admin.get(path)
  await admin.put(`${path}/read-position`, { sequence: json.conversation.lastSequence })
}

/** The frames of every channel that the visitor may listen to, as they come over the wire. */
async function listen(browser: TestBrowser, conversationId: string): Promise<string[]> {
  const { text: token } = await browser.get('/api/ably/auth')
  const query = new URLSearchParams({ access_token: token, v: '6', format: 'json', heartbeats: 'false' })
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/?${query}`)
  const frames: string[] = []
  const channels = [
    conversationChannel(SITE_ID, conversationId),
    liveChannel(SITE_ID, conversationId),
    statusChannel(SITE_ID),
  ]
  let attached = 0
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data))
    if (frame.action === 11) attached += 1
    // 15: a message. 14: presence. 16: a synchronisation of presence.
    if ([14, 15, 16].includes(frame.action)) frames.push(String(data))
  })
  await once(socket, 'open')
  for (const channel of channels) socket.send(JSON.stringify({ action: 10, channel }))
  await expect.poll(() => attached).toBe(channels.length)
  return frames
}

/** Ids and times differ between two conversations; what else differs would tell. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'id')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    .replaceAll(/"(id|connectionId)":"[^"]*"/g, '"$1":"id"')
    .replaceAll(/"timestamp":\d+/g, '"timestamp":0')
    .replaceAll(/"(channelSerial|serial)":"[^"]*"/g, '"$1":""')
    .replaceAll(/"version":\{[^}]*\}/g, '"version":{}')
}

/** Frames arrive within a moment; this long none may come for a secret. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60))
}
