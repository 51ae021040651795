import { spawn } from 'node:child_process'
import { once } from 'node:events'
import * as Ably from 'ably'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staffConversationChannel } from '@/contract/log/channels'
import { adminBrowser, type TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { type RunningServer, startServer } from '@/tests/running-server'

const CONVERSATIONS = '/api/support/conversations'
const POSTS = 9

/** Three times is promised on a quiet machine, and `npm run bench -- starve` looks. Here others work beside the test. */
const MOST_SLOWDOWN = 8

let server: RunningServer
let vera: Person
let victor: Person
let olga: TestBrowser
let realtime: Ably.Realtime
const lost: string[] = []

type Person = { browser: TestBrowser; conversationId: string }

beforeAll(async () => {
  await emptyDatabase()
  server = await startServer({
    LIMIT_READS_PER_VIEWER: 600,
    LIMIT_READS_PER_NETWORK: 6_000,
    LIMIT_CHANGES_PER_VIEWER: 120,
    LIMIT_CHANGES_PER_NETWORK: 3_000,
    LIMIT_MESSAGES_PER_VISITOR: 200,
  })
  // Both sit behind one address, which makes it harder.
  vera = await visitorBrowser('Hello?', server.reach)
  victor = await visitorBrowser('Hello?', server.reach)
  olga = await adminBrowser(server.reach)
  realtime = new Ably.Realtime({
    endpoint: '127.0.0.1',
    port: server.port,
    tls: false,
    disableConnectivityCheck: true,
    logLevel: 0,
    authCallback: (_, callback) =>
      void olga.get('/api/ably/auth').then(
        ({ text }) => callback(null, text),
        (error) => callback(String(error), null),
      ),
  })
  await realtime.connection.once('connected')
  await realtime.channels.get(staffConversationChannel(SITE_ID, victor.conversationId)).attach()
  realtime.connection.on((change) => void lost.push(change.current))
}, 60_000)
afterAll(async () => {
  realtime?.close()
  await server?.stop()
})

describe('while one visitor does its worst', () => {
  it.each([
    ['changes of its name', 'PATCH', () => of(vera), '{"visitor":{"name":"Vera {n}"}}'],
    ['moves of its read position', 'PUT', () => `${of(vera)}/read-position`, '{"sequence":1}'],
    ['messages', 'POST', () => `${of(vera)}/messages`, '{"clientMessageId":"message-{n}","content":"hi"}'],
    ['looks at its conversation', 'GET', () => of(vera), undefined],
    ['lists', 'GET', () => CONVERSATIONS, undefined],
    ['starts', 'POST', () => CONVERSATIONS, '{"clientConversationId":"{uuid}"}'],
    ['realtime tokens', 'GET', () => '/api/ably/auth', undefined],
    [
      'sign-ins',
      'POST',
      () => '/api/auth/sign-in/email',
      '{"email":"olga@porchlight.test","password":"wrong wrong"}',
    ],
  ])(
    'by %s, another one’s message is answered about as fast, and agents stay connected',
    {
      timeout: 60_000,
    },
    async (_what, method, path, body) => {
      const quiet = await medianPost()
      const flood = startFlood({ method, path: path(), body })
      await flood.started
      const flooded = await medianPost()
      const sent = await flood.stop()

      expect(flooded / quiet).toBeLessThan(MOST_SLOWDOWN)
      expect(sent).toBe(true)
      expect(lost).toEqual([])
    },
  )
})

function of({ conversationId }: Person): string {
  return `${CONVERSATIONS}/${conversationId}`
}

/** How long Victor's messages take, in milliseconds, at the pace of a fast typist. Each must be stored. */
async function medianPost(): Promise<number> {
  const durations: number[] = []
  for (let number = 0; number < POSTS; number += 1) {
    const startedAt = performance.now()
    const { status } = await victor.browser.post(`${of(victor)}/messages`, {
      clientMessageId: crypto.randomUUID(),
      content: 'Is anybody there?',
    })
    durations.push(performance.now() - startedAt)
    expect(status).toBe(201)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return durations.sort((a, b) => a - b)[Math.floor(POSTS / 2)] ?? Number.NaN
}

/** Sixty requests of Vera's at a time, for at most ten seconds. */
function startFlood({ method, path, body }: { method: string; path: string; body: string | undefined }) {
  const headers = {
    cookie: [...vera.browser.cookies].map((pair) => pair.join('=')).join('; '),
    'porchlight-side': 'visitor',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const order = { port: server.port, method, path, headers, body, atOnce: 60, most: 20_000, seconds: 10 }
  const child = spawn(process.execPath, ['bench/flood.mjs', JSON.stringify(order)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const exited = once(child, 'exit')
  let isRunning = true
  void exited.then(() => {
    isRunning = false
  })
  return {
    started: new Promise((resolve) => setTimeout(resolve, 500)),
    /** Resolves with whether it was still at work. */
    async stop(): Promise<boolean> {
      const wasRunning = isRunning
      child.stdin.end()
      await exited
      return wasRunning
    },
  }
}
