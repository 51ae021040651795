import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type APIRequestContext, type APIResponse, expect, test } from '@playwright/test'
import { Database } from '@/chaos/parts/database'
import { freePort } from '@/tests/free-port'
import { FailoverProxy } from './support/failover-proxy'
import { unhurried } from './support/fixtures'
import { hasNginx, Nginx } from './support/nginx'
import { discardPorchlight, type Porchlight, preparePorchlight } from './support/porchlight'
import { RealtimeProcess } from './support/realtime-process'

/** Tests the setup in `docs/running.md`, "More than one process", killing each part in turn. */

const VISITORS = 6
const MESSAGES_A_SECOND = 10

/** How long a killed part stays down, and how long people continue after it is back: nginx has noticed by then. */
const AWAY_MS = 1_000
const AFTERWARDS_MS = 2_500

/** A retried request must succeed within this time of its first failure. */
const LONGEST_FAILURE_MS = 1_000
const REPEAT_AFTER_MS = 100

test('two apps, one realtime server, one PostgreSQL: each app and the realtime server killed in turn', async ({
  playwright,
}) => {
  const parts = await startParts()
  const proxy = new FailoverProxy(parts.apps.map(({ port }) => port))
  try {
    await proxy.listen(parts.port)
    await killInTurn(parts, playwright.request)
  } finally {
    proxy.close()
    await parts.stop()
  }
})

test('the same behind nginx as documented', async ({ playwright }) => {
  test.skip(!hasNginx(), 'nginx is not installed')
  const parts = await startParts()
  const nginx = new Nginx()
  try {
    const [first, second] = parts.apps
    const { port, realtime } = parts
    await nginx.start({ http: port, apps: [first.port, second.port], realtime: realtime.port })
    await killInTurn(parts, playwright.request)
  } finally {
    await nginx.stop()
    await parts.stop()
  }
})

type Parts = {
  /** The address of the proxy in front of the apps. */
  port: number
  apps: readonly [Porchlight, Porchlight]
  realtime: RealtimeProcess
  database: Database
  stop: () => Promise<void>
}

async function startParts(): Promise<Parts> {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-several-'))
  const database = new Database(folder)
  await database.start()
  const realtime = await RealtimeProcess.prepare()
  await realtime.start()
  const port = await freePort()
  const settings = {
    ...unhurried,
    ...realtime.settings,
    LIMIT_CONVERSATIONS_PER_NETWORK: '1000000',
    DATABASE_URL: database.url,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TRUSTED_PROXIES: '127.0.0.1',
  }
  const prepare = () => preparePorchlight(settings, { data: 'nothing' })
  const apps = [await prepare(), await prepare()] as const
  await Promise.all(apps.map((app) => app.start()))
  return {
    port,
    apps,
    realtime,
    database,
    async stop() {
      await Promise.all(apps.map(discardPorchlight))
      await realtime.kill()
      database.destroy()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

type Contexts = { newContext: (options: object) => Promise<APIRequestContext> }

async function killInTurn({ port, apps, realtime, database }: Parts, contexts: Contexts): Promise<void> {
  // An IP address: some machines resolve names slowly.
  const baseURL = `http://127.0.0.1:${port}`
  const headers = { 'Porchlight-Side': 'visitor', Origin: baseURL }
  const visitors: Visitor[] = []
  for (let number = 0; number < VISITORS; number += 1)
    visitors.push(new Visitor(await contexts.newContext({ baseURL, extraHTTPHeaders: headers })))
  await Promise.all(visitors.map((visitor) => visitor.begin()))

  const kills = [...apps.map((app) => () => app.stop('SIGKILL')), () => realtime.kill()]
  const parts = [...apps, realtime]
  for (const [index, kill] of kills.entries()) {
    await kill()
    await sleep(AWAY_MS)
    await parts[index]?.start()
    await sleep(AFTERWARDS_MS)
  }
  await Promise.all(visitors.map((visitor) => visitor.stop()))

  const acknowledged = visitors.flatMap((visitor) => visitor.acknowledged)
  const longestMs = Math.max(...visitors.map((visitor) => visitor.longestFailureMs))
  const failures = visitors.reduce((sum, visitor) => sum + visitor.failures, 0)
  console.log(
    `${acknowledged.length} messages acknowledged, ${failures} requests repeated, for at most ${Math.round(longestMs)} ms`,
  )
  expect(longestMs).toBeLessThan(LONGEST_FAILURE_MS)
  expect(acknowledged.length).toBeGreaterThan(VISITORS * 40)
  const stored = await database.query<{ id: string; sequence: string }>(
    'SELECT client_message_id AS id, sequence FROM message ORDER BY conversation_id, sequence',
  )
  // Each visitor waits for a response before they write again, so exactly what was acknowledged must be stored, once.
  expect(stored.map(({ id }) => id).sort()).toEqual(acknowledged.sort())
  const waiting = async () => (await database.query('SELECT FROM outbox_event WHERE dead_at IS NULL')).length
  await expect.poll(waiting).toBe(0)
}

/** Writes and reads continuously, and retries failures. */
class Visitor {
  readonly #request: APIRequestContext
  #working: Promise<unknown> = Promise.resolve()
  #path = ''
  #isStopped = false
  readonly acknowledged: string[] = []
  failures = 0
  longestFailureMs = 0

  constructor(request: APIRequestContext) {
    this.#request = request
  }

  async begin(): Promise<void> {
    const message = { clientMessageId: crypto.randomUUID(), content: 'Hello?' }
    const data = { clientConversationId: crypto.randomUUID(), message }
    const answer = await this.#request.post('/api/support/conversations', { data })
    expect(answer.status(), await answer.text()).toBe(201)
    this.acknowledged.push(message.clientMessageId)
    this.#path = `/api/support/conversations/${(await answer.json()).conversationId}`
    this.#working = Promise.all([this.#write(), this.#read()])
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#working
    await this.#request.dispose()
  }

  async #write(): Promise<void> {
    while (!this.#isStopped) {
      const data = { clientMessageId: crypto.randomUUID(), content: 'Still here' }
      await this.#untilAnswered(() => this.#request.post(`${this.#path}/messages`, { data }))
      this.acknowledged.push(data.clientMessageId)
      await sleep(1_000 / MESSAGES_A_SECOND)
    }
  }

  async #read(): Promise<void> {
    while (!this.#isStopped) {
      await this.#untilAnswered(() => this.#request.get(this.#path))
      await sleep(1_000 / MESSAGES_A_SECOND)
    }
  }

  async #untilAnswered(send: () => Promise<APIResponse>): Promise<void> {
    let failedAt: number | null = null
    for (;;) {
      const answer = await send().catch(() => null)
      if (answer?.ok()) break
      if (answer !== null && answer.status() < 500)
        throw new Error(`${answer.status()} ${await answer.text()}`)
      this.failures += 1
      failedAt ??= performance.now()
      await sleep(REPEAT_AFTER_MS)
    }
    if (failedAt !== null)
      this.longestFailureMs = Math.max(this.longestFailureMs, performance.now() - failedAt)
  }
}
