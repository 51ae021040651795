// @vitest-environment jsdom
import type * as Ably from 'ably'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { TestRealtime } from '@/hooks/testing/realtime'
import { expectConsoleError } from '@/tests/console'
import { keepConnected } from './realtime-connection'

const realtime = new TestRealtime()
let clients: (Ably.RealtimeClient | null)[] = []
let stop = () => {}

beforeAll(() => realtime.start())
afterAll(() => realtime.stop())
beforeEach(() => {
  clients = []
})
afterEach(() => stop())

const connect = () => realtime.connect('v:vera')

function keep(open: () => Promise<Ably.RealtimeClient> = connect) {
  stop = keepConnected({ connect: open, onClient: (client) => clients.push(client) })
}

async function connected(): Promise<Ably.RealtimeClient> {
  await vi.waitFor(() => expect(clients.at(-1)?.connection.state).toBe('connected'), { timeout: 8_000 })
  return clients.at(-1) as Ably.RealtimeClient
}

it('replaces a client that was closed', async () => {
  keep()
  const first = await connected()

  first.close()

  await vi.waitFor(() => expect(clients).toContain(null))
  expect(await connected()).not.toBe(first)
})

it('replaces a client that failed', async () => {
  expectConsoleError('bound to another client id')
  keep()
  const first = await connected()
  const failed = first.connection.once('failed')

  await first.auth.authorize({ clientId: 'v:victor' }).catch(() => {})
  await failed

  await vi.waitFor(() => expect(clients).toContain(null))
  expect(await connected()).not.toBe(first)
})

it('retries if the SDK could not be loaded', async () => {
  const open = vi.fn(connect).mockRejectedValueOnce(new Error('the chunk failed to load'))
  keep(open)

  await connected()

  expect(open).toHaveBeenCalledTimes(2)
})

it.each([
  ['pagehide', 'pageshow', () => window],
  ['freeze', 'resume', () => document],
])('closes at %s, and reopens at %s', async (leaving, coming, target) => {
  keep()
  const first = await connected()

  target().dispatchEvent(new Event(leaving))
  expect(clients.at(-1)).toBeNull()
  await vi.waitFor(() => expect(first.connection.state).toBe('closed'))

  target().dispatchEvent(new Event(coming))
  expect(await connected()).not.toBe(first)
})

it.each([
  ['beforeunload', window],
  ['visibilitychange', document],
  ['resume', document],
  ['online', window],
  ['pageshow', window],
])('stays open through %s', async (event, target) => {
  keep()
  const first = await connected()

  target.dispatchEvent(new Event(event, { cancelable: true }))
  await soon()

  expect(clients).toEqual([first])
  expect(first.connection.state).toBe('connected')
})

it('opens only one client, however often events ask for one', async () => {
  const open = vi.fn(connect)
  keep(open)
  for (const event of ['pagehide', 'pageshow', 'pagehide', 'pageshow', 'online']) {
    window.dispatchEvent(new Event(event))
  }

  await connected()
  await soon()

  expect(open).toHaveBeenCalledTimes(1)
  expect(clients).toHaveLength(1)
})

it('closes its client when it ends, even one that is still opening', async () => {
  let late: Ably.RealtimeClient | undefined
  keep(async () => {
    late = await connect()
    return late
  })
  stop()

  await vi.waitFor(() => expect(late?.connection.state).toBe('closed'), { timeout: 8_000 })
  expect(clients).toEqual([])
})

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100))
}
