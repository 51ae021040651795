import * as Ably from 'ably'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { conversationChannel } from '@/contract/log/channels'
import { systemClock } from '@/realtime-server/clock'
import { pool } from '@/server/database/db'
import { processWide } from '@/server/process-wide'
import { ablyRest, signingRest } from '@/server/realtime/ably-rest'
import { Relay } from '@/server/realtime/relay/relay'
import { RequestPublisher } from '@/server/realtime/request-publisher'
import { provideRealtimeService } from '@/server/realtime/service'
import { env, provideEnv } from '@/server/settings/env'
import { adminBrowser, testKeys, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { type OwnRealtime, startOwnRealtime } from '@/tests/own-realtime'

const HOUR_MS = 60 * 60_000

/** How far the realtime server's clock is from ours, in milliseconds. */
let skewMs = 0
let realtime: OwnRealtime

beforeAll(async () => {
  realtime = await startOwnRealtime({ ...systemClock, now: () => Date.now() + skewMs })
  provideRealtimeService({
    publishingKey: testKeys.publishing,
    signingKey: testKeys.signing,
    server: realtime.place,
    browser: { kind: 'ably', ...realtime.place },
  })
})
afterAll(() => realtime.stop())
beforeEach(emptyDatabase)

describe.each([
  ['ahead', HOUR_MS],
  ['behind', -HOUR_MS],
])('F20 a realtime server whose clock is an hour %s', (_, itsSkewMs) => {
  it('accepts the app’s tokens, and delivers live updates', { timeout: 60_000 }, async () => {
    skewMs = itsSkewMs
    forgetClock()
    const ada = await adminBrowser()
    const { browser, conversationId } = await visitorBrowser('Hello?')
    const client = new Ably.Realtime({
      ...realtime.place,
      disableConnectivityCheck: true,
      logLevel: 0,
      authCallback: (_params, callback) => {
        browser.get('/api/ably/auth').then(({ text }) => callback(null, text))
      },
    })
    onTestFinished(() => client.close())
    const heard: unknown[] = []
    await client.channels
      .get(conversationChannel(SITE_ID, conversationId))
      .subscribe(({ data }) => heard.push(data.entry.content))

    await ada.post(`/api/support/conversations/${conversationId}/messages`, {
      clientMessageId: crypto.randomUUID(),
      content: 'Hello from an hour away.',
    })
    await new Relay(new RequestPublisher(ablyRest(), signingRest())).run(
      async (text, values) => (await pool.query(text, values)).rows,
    )
    await expect.poll(() => heard.at(-1)).toBe('Hello from an hour away.')
  })
})

describe('F20 a clock that was an hour ahead and is corrected', () => {
  // Tries WGT-028.
  it('of an app or the database keeps the order, and blocks nothing for an hour', async () => {
    const usual = env()
    provideEnv({ ...usual, LIMIT_MESSAGES_PER_VISITOR: 3 })
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
      provideEnv(usual)
    })
    const { browser, conversationId } = await visitorBrowser('one')
    const say = async (content: string) => {
      const clientMessageId = `message-${content}`
      return (
        await browser.post(`/api/support/conversations/${conversationId}/messages`, {
          clientMessageId,
          content,
        })
      ).status
    }

    vi.setSystemTime(Date.now() + HOUR_MS)
    expect([await say('two'), await say('three')]).toEqual([201, 201])
    vi.setSystemTime(Date.now() - HOUR_MS)
    await pool.query(`UPDATE message SET created_at = created_at + interval '1 hour' WHERE sequence > 1`)
    expect(await say('four')).toBe(201)

    const { json } = await browser.get(`/api/support/conversations/${conversationId}`)
    const contents = json.messages.data.map(({ content }: { content: string }) => content)
    expect(contents).toEqual(['one', 'two', 'three', 'four'])
  })
})

/** Clears what a fresh process would not know. */
function forgetClock(): void {
  Object.assign(
    processWide('service-clock', () => ({})),
    { untilMs: Number.NEGATIVE_INFINITY },
  )
}
