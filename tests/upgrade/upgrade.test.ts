import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '@/process/postgres/migrate'
import { databaseUrl } from '@/server/database/impatient-client'

const folder = import.meta.dirname
const versions = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => path.basename(name, '.sql'))

type Message = {
  id: string
  conversation_id: string
  sequence: string
  sender_id: string
  sender_side: string
  client_message_id: string
  content: string
  read: boolean
  created_at: Date
}

type Conversation = {
  id: string
  status: string
  waiting_since: Date | null
  last_sequence: string
  last_visitor_sequence: string | null
}

describe.each(versions)('a database of version %s', (version) => {
  it('keeps every message and account, and marks conversations that wait for an answer', async () => {
    const client = await restore(version)
    const before = await readAll(client)
    expect(before.messages.length).toBeGreaterThan(50)

    await migrate(urlOf(client))

    const after = await readAll(client)
    expect(after).toEqual(before)
    const { rows: conversations } = await client.query<Conversation>('SELECT * FROM conversation')
    expect(conversations.filter(({ waiting_since }) => waiting_since !== null).length).toBeGreaterThan(0)
    for (const conversation of conversations)
      expect(conversation.waiting_since, conversation.id).toEqual(waitingSince(conversation, after.messages))
  })

  it('is migrated only once', async () => {
    const client = await restore(version)
    expect((await migrate(urlOf(client))).length).toBeGreaterThan(0)
    expect(await migrate(urlOf(client))).toEqual([])
  })
})

/** An open conversation waits since the visitor's first message after the team's last one. */
function waitingSince({ id, status }: Conversation, messages: Message[]): Date | null {
  const log = messages.filter(({ conversation_id }) => conversation_id === id)
  const answered = log.findLastIndex(({ sender_side }) => sender_side === 'AGENT')
  return status === 'OPEN' ? (log[answered + 1]?.created_at ?? null) : null
}

async function readAll(client: pg.Client) {
  const messages = await client.query<Message>(
    `SELECT id, conversation_id, sequence, sender_id, sender_side, client_message_id, content, read, created_at
     FROM message ORDER BY conversation_id, sequence`,
  )
  const people = await client.query(
    'SELECT id, name, email, role, sign_in_email, blocked_at FROM users ORDER BY id',
  )
  const accounts = await client.query('SELECT id, user_id, password FROM account ORDER BY id')
  const visitors = await client.query('SELECT token_hash, user_id FROM visitor_session ORDER BY token_hash')
  return {
    messages: messages.rows,
    people: people.rows,
    accounts: accounts.rows,
    visitors: visitors.rows,
  }
}

/** Restores the dump into a database of its own. */
async function restore(version: string): Promise<pg.Client> {
  const name = `${new URL(databaseUrl()).pathname.slice(1)}_upgrade`
  const admin = new pg.Client({ connectionString: databaseUrl() })
  await admin.connect()
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`)

  const url = new URL(databaseUrl())
  url.pathname = `/${name}`
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await admin.end()
  })
  await client.query(readFileSync(path.join(folder, `${version}.sql`), 'utf8'))
  return client
}

function urlOf({ database }: pg.Client): string {
  const url = new URL(databaseUrl())
  url.pathname = `/${database}`
  return url.href
}
