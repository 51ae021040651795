/*
 * The least a server needs for Ably clients to attach and publish: no authentication, checks, history or resume. Encodes each
 * message once for all receivers. Shows how much of our distance to the bare relay is due to the protocol.
 */
import { randomUUID } from 'node:crypto'
import { type WebSocket, WebSocketServer } from 'ws'
import { Action } from '@/realtime-server/protocol/actions'

const channels = new Map<string, Set<WebSocket>>()
const server = new WebSocketServer({
  port: Number(process.argv[2]),
  host: '127.0.0.1',
  perMessageDeflate: false,
})

server.on('connection', (socket) => {
  const attached: Set<WebSocket>[] = []
  const connectionId = randomUUID()
  socket.send(
    JSON.stringify({ action: Action.connected, connectionId, connectionDetails: { connectionKey: '' } }),
  )
  socket.on('message', (frame) => {
    const { action, channel, msgSerial, messages } = JSON.parse(String(frame))
    if (action === Action.attach) {
      const members = channels.get(channel) ?? new Set()
      channels.set(channel, members.add(socket))
      attached.push(members)
      socket.send(JSON.stringify({ action: Action.attached, channel }))
      return
    }
    const timestamp = Date.now()
    const told = Buffer.from(
      JSON.stringify({
        action,
        id: `${connectionId}:${msgSerial}`,
        connectionId,
        channel,
        timestamp,
        messages,
      }),
    )
    for (const member of channels.get(channel) ?? []) member.send(told, { binary: false })
    socket.send(JSON.stringify({ action: Action.ack, msgSerial, count: 1 }))
  })
  socket.on('close', () => {
    for (const members of attached) members.delete(socket)
  })
})
server.on('listening', () => console.log('ready'))
