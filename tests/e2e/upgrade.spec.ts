import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { log, openChat } from './support/chat'
import { signIn } from './support/fixtures'
import { discardPorchlight, type Porchlight, preparePorchlight } from './support/porchlight'

const run = promisify(execFile)
const folder = 'tests/upgrade'
const versions = readdirSync(folder).flatMap((name) => /^(.*)\.sql$/.exec(name)?.[1] ?? [])

for (const version of versions) {
  test(`a conversation from version ${version} opens on both screens, and continues`, async ({ browser }) => {
    const host = await preparePorchlight()
    await host.start()
    const url = await restore(host, version)
    const porchlight = await preparePorchlight({ DATABASE_URL: url }, { data: 'nothing' })
    await porchlight.start()
    const { visitorToken, conversationId, contents, email } = await whoIsThere(url)

    const agents = await browser.newContext({ baseURL: porchlight.url })
    await signIn(agents, porchlight, { email, password: await newPassword(url, email) })
    const desk = await agents.newPage()
    await desk.goto(`/support/agent/${conversationId}`)
    await expectMessages(desk.getByRole('log'), contents)

    const visitors = await browser.newContext({ baseURL: porchlight.url })
    await visitors.addCookies([{ name: 'porchlight_visitor', value: visitorToken, url: porchlight.url }])
    const shop = await visitors.newPage()
    await shop.addInitScript((id) => {
      if (localStorage.getItem('porchlight:visitor:conversation') === null)
        localStorage.setItem('porchlight:visitor:conversation', id)
    }, conversationId)
    await shop.goto('/')
    await openChat(shop)
    await expectMessages(log(shop), contents)

    await shop.getByRole('textbox', { name: 'Message' }).fill('Still there after all these versions?')
    await shop.keyboard.press('Enter')
    await expect(desk.getByRole('log')).toContainText('Still there after all these versions?')

    await Promise.all([agents.close(), visitors.close()])
    await discardPorchlight(porchlight)
    await discardPorchlight(host)
  })
}

/** Restores a version's dump into a database beside the host's own. Returns its URL. */
async function restore(host: Porchlight, version: string): Promise<string> {
  const admin = new pg.Client({ connectionString: host.databaseUrl() ?? '' })
  await admin.connect()
  await admin.query('CREATE DATABASE earlier TEMPLATE template0')
  await admin.end()
  const url = host.databaseUrl('earlier') ?? ''
  await inDatabase(url, (client) => client.query(readFileSync(path.join(folder, `${version}.sql`), 'utf8')))
  return url
}

async function inDatabase<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The longest conversation of a visitor who may write, an agent, and a token for that visitor. */
async function whoIsThere(url: string) {
  return inDatabase(url, async (client) => {
    const { rows } = await client.query<{ id: string; user_id: string; contents: string[]; email: string }>(
      `SELECT conversation.id, conversation.user_id, array_agg(message.content ORDER BY message.sequence) AS contents,
         (SELECT min(sign_in_email) FROM users WHERE sign_in_email IS NOT NULL) AS email
       FROM conversation JOIN message ON message.conversation_id = conversation.id
         JOIN users ON users.id = conversation.user_id AND users.blocked_at IS NULL
       WHERE message.kind = 'MESSAGE' GROUP BY conversation.id ORDER BY count(*) DESC LIMIT 1`,
    )
    const [longest] = rows
    if (longest === undefined) throw new Error('the dump holds no conversation')
    const visitorToken = 'a-token-of-a-visitor-who-comes-back-later-on'
    await client.query(
      `INSERT INTO visitor_session (id, user_id, token_hash, expires_at) VALUES (gen_random_uuid(), $1, $2, now() + interval '1 day')`,
      [longest.user_id, createHash('sha256').update(visitorToken).digest()],
    )
    return { visitorToken, conversationId: longest.id, contents: longest.contents, email: longest.email }
  })
}

/** Resets the password from the command line, as for an agent who has forgotten it. */
async function newPassword(url: string, email: string): Promise<string> {
  const env = { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'warn' }
  const { stdout } = await run(process.execPath, ['scripts/agents.mjs', 'reset', email], { env })
  const password = /^ {2}(\S+)$/m.exec(stdout)?.[1]
  if (password === undefined) throw new Error(`no password in: ${stdout}`)
  return password
}

async function expectMessages(messages: ReturnType<typeof log>, contents: readonly string[]): Promise<void> {
  await expect(messages.locator('[data-content]')).toHaveCount(contents.length)
  for (const content of contents) await expect(messages).toContainText(content.slice(0, 40))
}
