/* The same relay on Socket.IO: a room per channel. */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { Server } from 'socket.io'

const http = createServer()
// The generator does not answer pings.
const server = new Server(http, { transports: ['websocket'], serveClient: false, pingInterval: 600_000 })

server.on('connection', (socket) => {
  socket.on('attach', (channel: string, done: () => void) => {
    socket.join(channel)
    done()
  })
  socket.on('publish', (channel: string, name: string, data: string) => {
    server.to(channel).emit(name, { id: randomUUID(), channel, data, timestamp: Date.now() })
  })
})
http.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'))
