import type * as Ably from 'ably'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { statusChannel, WORKSPACE_CHANNEL } from '@/contract/log/channels'
import { TestRealtime } from '@/hooks/testing/realtime'
import { db } from '@/server/database/db'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { ada, ben, createCast } from '@/tests/factories'
import { isAgentOnline, watchAvailability } from './availability'

const GRACE_MS = 2_000
const ADA = `a:${ada.id}`
const BEN = `a:${ben.id}`

const realtime = new TestRealtime()
let told: unknown[]
let stop: () => void

beforeAll(async () => {
  await emptyDatabase()
  await createCast()
  await realtime.start()
})
afterAll(() => realtime.stop())
beforeEach(async () => {
  told = []
  const vera = await realtime.connect('v:vera')
  await vera.channels
    .get(statusChannel(SITE_ID))
    .subscribe(({ name, data }) => told.push([name, data.online]))
  stop = watchAvailability(await realtime.connect('server'), GRACE_MS)
})
afterEach(async () => {
  stop()
  await db.session.deleteMany()
})

it('tells visitors at once when an agent comes, is away, is back and signs out', async () => {
  await last(false)
  const ada = await inbox(ADA)

  await ada.presence.enter({ name: 'Ada', isAvailable: true })
  await last(true)
  await ada.presence.update({ name: 'Ada', isAvailable: false })
  await last(false)
  await ada.presence.update({ name: 'Ada', isAvailable: true })
  await last(true)
  await ada.presence.leave()
  await last(false)
})

it('says that somebody is there as long as one of them is, on one device', async () => {
  const [desk, phone, ben] = await Promise.all([inbox(ADA), inbox(ADA), inbox(BEN)])
  await ben.presence.enter({ isAvailable: false })
  await desk.presence.enter({ isAvailable: true })
  await phone.presence.enter({ isAvailable: false })
  await last(true)
  await phone.presence.leave()
  expect(await isAgentOnline()).toBe(true)
  await desk.presence.leave()
  await last(false)
  await ben.presence.leave()
})

it.each([null, undefined, 'Ada', {}, { isAvailable: 'no' }])(
  'takes %j for the word of an older page',
  async (data) => {
    const ada = await inbox(ADA)
    await ada.presence.enter(data)
    await last(true)
    await ada.presence.leave()
    await last(false)
  },
)

it('keeps an agent available who closes the inbox, for a while', async () => {
  await signIn(ada.id)
  const desk = await inbox(ADA)
  await desk.presence.enter({ isAvailable: true })
  await last(true)
  const goneAt = performance.now()
  await desk.presence.leave()
  await last(false)
  expect(performance.now() - goneAt).toBeGreaterThan(GRACE_MS - 100)
})

it('says nothing of an inbox that is reloaded', async () => {
  await signIn(ada.id)
  const desk = await inbox(ADA)
  await desk.presence.enter({ isAvailable: true })
  await last(true)
  const came = told.length
  await desk.presence.leave()
  await passing(GRACE_MS / 2)
  const reloaded = await inbox(ADA)
  await reloaded.presence.enter({ isAvailable: true })
  await passing(GRACE_MS)
  expect(told.slice(came)).toEqual([])

  // And what they say next holds, although the page that was there before still had its grace.
  await desk.presence.enter({ isAvailable: true })
  await desk.presence.leave()
  await reloaded.presence.update({ isAvailable: false })
  await last(false)
  await reloaded.presence.leave()
})

it('grants no grace to those who said that they were away', async () => {
  await Promise.all([signIn(ada.id), signIn(ben.id)])
  const [desk, colleague] = await Promise.all([inbox(ADA), inbox(BEN)])
  await colleague.presence.enter({ isAvailable: true })
  await last(true)
  await desk.presence.enter({ isAvailable: false })
  await colleague.presence.update({ isAvailable: false })
  await last(false)
  await Promise.all([desk.presence.leave(), colleague.presence.leave()])
  await passing(300)
  expect(await isAgentOnline()).toBe(false)
})

async function signIn(userId: string): Promise<void> {
  const token = crypto.randomUUID()
  await db.session.create({ data: { userId, token, expiresAt: new Date(Date.now() + 60_000) } })
}

function passing(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function inbox(clientId: string): Promise<Ably.RealtimeChannel> {
  return (await realtime.connect(clientId)).channels.get(WORKSPACE_CHANNEL)
}

async function last(online: boolean): Promise<void> {
  await vi.waitFor(async () => expect(await isAgentOnline()).toBe(online), { timeout: 8_000 })
  await vi.waitFor(() => expect(told.at(-1)).toEqual(['availability.changed', online]), { timeout: 8_000 })
}
