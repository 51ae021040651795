/* A minimal relay: JSON per message, one `send` per receiver. No authentication, acknowledgements or history. */
import { randomUUID } from 'node:crypto'
import { type WebSocket, WebSocketServer } from 'ws'

const channels = new Map<string, Set<WebSocket>>()
const server = new WebSocketServer({
  port: Number(process.argv[2]),
  host: '127.0.0.1',
  perMessageDeflate: false,
})

server.on('connection', (socket) => {
  const attached: Set<WebSocket>[] = []
  socket.on('message', (frame) => {
    const { action, channel, name, data } = JSON.parse(String(frame))
    if (action === 'attach') {
      const members = channels.get(channel) ?? new Set()
      channels.set(channel, members.add(socket))
      attached.push(members)
      socket.send(JSON.stringify({ action: 'attached', channel }))
      return
    }
    const message = JSON.stringify({ id: randomUUID(), channel, name, data, timestamp: Date.now() })
    for (const member of channels.get(channel) ?? []) member.send(message)
  })
  socket.on('close', () => {
    for (const members of attached) members.delete(socket)
  })
})
server.on('listening', () => console.log('ready'))
