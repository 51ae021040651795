import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { Database } from '@/chaos/parts/database'
import { migrate } from '@/process/postgres/migrate'
import { closeDatabase } from '@/server/database/db'
import { type TestBrowser, type TestResponse, visitorBrowser } from '@/tests/browser'
import { type RunningServer, startServer } from '@/tests/running-server'

/** How long a browser waits before it aborts a request, minus network time. */
const LONGEST_ANSWER_MS = 12_000

let folder: string
let database: Database
let server: RunningServer

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-faults-'))
  database = new Database(folder)
  await database.start()
  await migrate(database.url)
  server = await startServer({ DATABASE_URL: database.url })
}, 60_000)

afterAll(async () => {
  await server.stop()
  await closeDatabase()
  database.destroy()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

describe('F11 a database that hangs', () => {
  it('keeps no one waiting, and loses nothing once it resumes', { timeout: 60_000 }, async () => {
    const vera = await visitorBrowser('Hello?', server.reach)
    // More than there are connections: some hang on one, the others wait for one.
    const texts = Array.from({ length: 15 }, (_, number) => `message-${number}`)

    database.pause()
    onTestFinished(() => database.resume())
    const startedAt = Date.now()
    const posts = await Promise.all(texts.map((text) => say(vera, text)))
    const reads = await vera.browser.get(`/api/support/conversations/${vera.conversationId}`)
    expect(Date.now() - startedAt).toBeLessThan(2 * LONGEST_ANSWER_MS)
    for (const refused of [...posts, reads]) expectToComeBackLater(refused)

    database.resume()
    for (const text of texts) await expectStored(vera, text)
    expect(await contents(vera)).toEqual(['Hello?', ...texts].sort())
  })
})

describe('F12 a database that cannot write', () => {
  it.each([
    ['a full disk', 'disk_full'],
    ['a failing disk', 'io_error'],
    ['a standby', 'read_only_sql_transaction'],
  ])(
    '%s gets a request to retry, and the same text is stored once it can be',
    { timeout: 60_000 },
    async (_case, condition) => {
      const vera = await visitorBrowser('Hello?', server.reach)
      await refuseMessages(condition)
      const refused = await say(vera, 'kept by the browser')
      await allowMessages()
      expectToComeBackLater(refused)
      await expectStored(vera, 'kept by the browser')
      expect(await contents(vera)).toEqual(['Hello?', 'kept by the browser'])
    },
  )
})

type Visitor = { browser: TestBrowser; conversationId: string }

/** Repeats have the same text and id. */
function say({ browser, conversationId }: Visitor, text: string): Promise<TestResponse> {
  const clientMessageId = text.replaceAll(' ', '-')
  return browser.post(`/api/support/conversations/${conversationId}/messages`, {
    clientMessageId,
    content: text,
  })
}

/** Stored now, or earlier by the request that was told to retry. */
async function expectStored(visitor: Visitor, text: string): Promise<void> {
  await expect.poll(async () => (await say(visitor, text)).status).toSatisfy(isStored)
}

function isStored(status: number): boolean {
  return status === 200 || status === 201
}

function expectToComeBackLater({ status, headers, json }: TestResponse): void {
  expect([status, json.error.code, Number(headers.get('retry-after'))]).toEqual([503, 'unavailable', 2])
}

async function contents({ conversationId }: Visitor): Promise<string[]> {
  const rows = await database.query<{ content: string }>(
    'SELECT content FROM message WHERE conversation_id = $1',
    [conversationId],
  )
  return rows.map(({ content }) => content).sort()
}

async function refuseMessages(condition: string): Promise<void> {
  await database.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${condition}'; END $$`,
  )
  await database.query('CREATE TRIGGER refuse BEFORE INSERT ON message EXECUTE FUNCTION refuse()')
}

async function allowMessages(): Promise<void> {
  await database.query('DROP TRIGGER refuse ON message')
  await database.query('DROP FUNCTION refuse')
}
