import { setTimeout as sleep } from 'node:timers/promises'
import { type APIRequestContext, test as base, expect } from '@playwright/test'
import * as Ably from 'ably'
import { conversationChannel, staffConversationChannel } from '@/contract/log/channels'
import { agents } from '@/prisma/seed/cast'
import { unhurried } from './support/fixtures'
import { admin, type Porchlight, withPorchlight } from './support/porchlight'

/** How many detached connections per client the server keeps. */
const CONNECTED_EACH = 20
const MESSAGES_A_SECOND = 20

/** A product of its own, because it is stopped. */
const test = base.extend<{ porchlight: Porchlight }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
  porchlight: async ({}, use) => {
    await withPorchlight(use, unhurried, { data: 'team' })
  },
})

test('F25 after a deploy with eighty connected clients, all reconnect, and none misses or repeats a message', async ({
  playwright,
  porchlight,
}) => {
  const enter = (side: string) =>
    playwright.request.newContext({
      baseURL: porchlight.url,
      extraHTTPHeaders: { 'Porchlight-Side': side, Origin: porchlight.url },
    })
  const team = await Promise.all(agents.map(() => enter('agent')))
  const visitor = await enter('visitor')
  for (const [index, { email }] of agents.entries()) {
    await team[index]?.post('/api/auth/sign-in/email', { data: { email, password: admin.password } })
  }
  const started = await visitor.post('/api/support/conversations', {
    data: {
      clientConversationId: crypto.randomUUID(),
      message: { clientMessageId: 'first-message', content: '1' },
    },
  })
  const { conversationId, conversation } = await started.json()
  const listeners: Listener[] = []
  for (const person of [...team, visitor]) {
    const token = await (await person.get('/api/ably/auth')).text()
    const channelOf = person === visitor ? conversationChannel : staffConversationChannel
    for (let count = 0; count < CONNECTED_EACH; count += 1) {
      listeners.push(new Listener(token, porchlight.port, channelOf(conversation.siteId, conversationId)))
    }
  }
  try {
    await Promise.all(listeners.map((listener) => listener.follow()))
    const writer = new Writer(visitor, conversationId)
    await expect.poll(() => writer.last).toBeGreaterThan(20)
    await porchlight.stop('SIGTERM')
    await porchlight.start()
    const last = writer.last
    await expect.poll(() => writer.last).toBeGreaterThan(last + 20)
    await writer.stop()

    const everything = numbersFrom(2, writer.last)
    for (const { heard } of listeners) {
      await expect.poll(() => heard.filter((sequence) => sequence > 1)).toEqual(everything)
    }
    expect(listeners.filter(({ lostContinuity }) => lostContinuity > 0)).toHaveLength(0)
  } finally {
    for (const { client } of listeners) client.close()
    await Promise.all([...team, visitor].map((person) => person.dispose()))
  }
})

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** One of many connected clients. */
class Listener {
  readonly client: Ably.Realtime
  /** The numbers of the messages received. */
  readonly heard: number[] = []
  lostContinuity = 0

  readonly #channel: string

  constructor(token: string, port: number, channel: string) {
    this.#channel = channel
    this.client = new Ably.Realtime({
      endpoint: '127.0.0.1',
      port,
      tls: false,
      disableConnectivityCheck: true,
      disconnectedRetryTimeout: 2_000,
      logLevel: 0,
      token,
    })
  }

  async follow(): Promise<void> {
    const channel = this.client.channels.get(this.#channel)
    await channel.subscribe('entry.appended', ({ data }) => this.heard.push(data.entry.sequence))
    channel.on(['attached', 'update'], ({ resumed }) => {
      if (!resumed) this.lostContinuity += 1
    })
  }
}

/** A visitor who writes continuously, and retries what was not acknowledged. */
class Writer {
  readonly #visitor: APIRequestContext
  readonly #path: string
  readonly #writing: Promise<void>
  #isStopped = false
  /** The number of the newest acknowledged message. */
  last = 1

  constructor(visitor: APIRequestContext, conversationId: string) {
    this.#visitor = visitor
    this.#path = `/api/support/conversations/${conversationId}/messages`
    this.#writing = this.#write()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#writing
  }

  async #write(): Promise<void> {
    while (!this.#isStopped) {
      const content = String(this.last + 1)
      const data = { clientMessageId: `message-${content}`, content }
      const answer = await this.#visitor.post(this.#path, { data }).catch(() => null)
      if (answer?.ok()) this.last = (await answer.json()).message.sequence
      await sleep(1_000 / MESSAGES_A_SECOND)
    }
  }
}
