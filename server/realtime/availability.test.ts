import type * as Ably from 'ably'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { statusChannel, WORKSPACE_CHANNEL } from '@/contract/channels'
import { TestRealtime } from '@/hooks/testing/realtime'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { isAgentOnline, watchAvailability } from './availability'

const realtime = new TestRealtime()
let told: unknown[]
let stop: () => void

beforeAll(async () => {
  await emptyDatabase()
  await realtime.start()
})
afterAll(() => realtime.stop())
beforeEach(async () => {
  told = []
  const vera = await realtime.connect('v:vera')
  await vera.channels
    .get(statusChannel(SITE_ID))
    .subscribe(({ name, data }) => told.push([name, data.online]))
  stop = watchAvailability(await realtime.connect('server'))
})
afterEach(() => stop())

it('tells visitors at once when an agent comes, is away, is back and goes', async () => {
  await last(false)
  const ada = await inbox('a:ada')

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
  const [desk, phone, ben] = await Promise.all([inbox('a:ada'), inbox('a:ada'), inbox('a:ben')])
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
    const ada = await inbox('a:ada')
    await ada.presence.enter(data)
    await last(true)
    await ada.presence.leave()
    await last(false)
  },
)

async function inbox(clientId: string): Promise<Ably.RealtimeChannel> {
  return (await realtime.connect(clientId)).channels.get(WORKSPACE_CHANNEL)
}

async function last(online: boolean): Promise<void> {
  await vi.waitFor(async () => expect(await isAgentOnline()).toBe(online), { timeout: 8_000 })
  await vi.waitFor(() => expect(told.at(-1)).toEqual(['availability.changed', online]), { timeout: 8_000 })
}
