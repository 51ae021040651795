import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { WebSocket } from 'ws'
import { startEmbeddedPostgres } from '@/process/postgres/embedded-postgres'
import { migrate } from '@/process/postgres/migrate'
import { freePort } from '@/tests/free-port'
import { mustCall } from '../http'
import { processesOf, startProcess, stopProcess } from '../processes'
import type { BenchConversation, System } from './system'

/** The bare server, with a database of its own in the same schema and with the same durability. */
export async function startBare(): Promise<System> {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-bare-'))
  const database = await startEmbeddedPostgres({ folder })
  await migrate(database.url)
  const port = await freePort()
  const child = await startProcess(process.execPath, ['--import', 'tsx', 'bench/systems/bare-server.ts'], {
    env: { PORT: String(port), DATABASE_URL: database.url, NODE_ENV: 'production' },
    ready: /^ready$/m,
  })
  const listeners = new Map<string, (content: string) => void>()
  const socket = await connect(port, listeners)

  return {
    name: 'bare',
    async openConversations(count) {
      const conversations = await createRows(database.url, count)
      await attach(
        socket,
        conversations.map((one) => one.id),
      )
      return conversations.map((one) => toConversation(one, port, listeners))
    },
    processIds: () => processesOf(child, folder),
    async stop() {
      socket.close()
      await stopProcess(child)
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Rows = { id: string; userId: string }

async function createRows(url: string, count: number): Promise<Rows[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const rows = Array.from({ length: count }, () => ({ id: uuidv7(), userId: uuidv7() }))
  for (const { id, userId } of rows) {
    await client.query('INSERT INTO users (id) VALUES ($1)', [userId])
    await client.query('INSERT INTO conversation (id, user_id, client_conversation_id) VALUES ($1, $2, $3)', [
      id,
      userId,
      uuidv7(),
    ])
  }
  await client.end()
  return rows
}

function toConversation(
  { id, userId }: Rows,
  port: number,
  listeners: Map<string, (content: string) => void>,
): BenchConversation {
  return {
    post: async (content) => {
      const body = { conversationId: id, senderId: userId, clientMessageId: uuidv7(), content }
      await mustCall('POST', `http://127.0.0.1:${port}/`, { body })
    },
    onDelivered: (listener) => listeners.set(id, listener),
  }
}

function connect(port: number, listeners: Map<string, (content: string) => void>): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false })
  socket.on('message', (data) => {
    const text = String(data)
    if (text === 'attached') return
    const { conversationId, content } = JSON.parse(text)
    listeners.get(conversationId)?.(content)
  })
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
}

function attach(socket: WebSocket, ids: string[]): Promise<void> {
  return new Promise((resolve) => {
    socket.once('message', () => resolve())
    socket.send(JSON.stringify(ids))
  })
}
