import { bundled, type RealtimeSystem } from './system'

/** A minimal relay on `ws`: the least that a chat server does. */
export const bareWs: RealtimeSystem = {
  name: 'bare ws',
  command: (port) => [bundled('bare-ws-server'), String(port)],
  path: () => '/',
  async attach(client, channel) {
    client.send(JSON.stringify({ action: 'attach', channel }))
    await client.next((text) => text.startsWith('{"action":"attached"'))
    return ''
  },
  publish: (channel, data) => JSON.stringify({ action: 'publish', channel, name: 'message', data }),
}
