/*
 * The least that a chat server can cost: the same rows, written with `pg` in one transaction, relayed over `ws`. No sign-in,
 * validation, outbox relay or catch-up. Runs in a process of its own.
 */
import { createServer } from 'node:http'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { type WebSocket, WebSocketServer } from 'ws'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL ?? '', max: 10 })
const server = createServer()
const listeners = new Map<string, Set<WebSocket>>()

server.on('request', (request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    post(JSON.parse(body)).then(
      (message) => {
        response.writeHead(201, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ message }))
      },
      (error) => {
        response.writeHead(500)
        response.end(String(error))
      },
    )
  })
})

const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    for (const conversationId of JSON.parse(String(data))) {
      listeners.set(conversationId, (listeners.get(conversationId) ?? new Set()).add(socket))
    }
    socket.send('attached')
  })
})

type Post = { conversationId: string; senderId: string; clientMessageId: string; content: string }

async function post({ conversationId, senderId, clientMessageId, content }: Post) {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query({
      name: 'take',
      text: `UPDATE conversation
        SET last_position = last_position + 1, last_sequence = last_sequence + 1, last_activity_at = now()
        WHERE id = $1 RETURNING last_sequence`,
      values: [conversationId],
    })
    const message = { id: uuidv7(), conversationId, sequence: Number(rows[0].last_sequence), content }
    await client.query({
      name: 'insert',
      text: `INSERT INTO message (id, conversation_id, position, sequence, sender_id, sender_side, client_message_id, content)
        VALUES ($1, $2, $3, $3, $4, 'VISITOR', $5, $6)`,
      values: [message.id, conversationId, message.sequence, senderId, clientMessageId, content],
    })
    await client.query({
      name: 'record',
      text: `INSERT INTO outbox_event (event_id, channels, type, payload) VALUES ($1, ARRAY[$2::text], 'message.created', $3)`,
      values: [uuidv7(), conversationId, message],
    })
    await client.query('COMMIT')

    const frame = JSON.stringify(message)
    for (const socket of listeners.get(conversationId) ?? []) socket.send(frame)
    return message
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))
