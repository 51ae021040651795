import { bundled, type RealtimeSystem } from './system'

/** Socket.IO, over WebSocket from the start. The digits are the packet types of Engine.IO and Socket.IO. */
export const socketIo: RealtimeSystem = {
  name: 'socket.io',
  command: (port) => [bundled('socket-io-server'), String(port)],
  path: () => '/socket.io/?EIO=4&transport=websocket',
  async attach(client, channel) {
    await client.next((text) => text.startsWith('0'))
    client.send('40')
    await client.next((text) => text.startsWith('40'))
    client.send(`420${JSON.stringify(['attach', channel])}`)
    await client.next((text) => text.startsWith('430'))
    return ''
  },
  publish: (channel, data) => `42${JSON.stringify(['publish', channel, 'message', data])}`,
}
