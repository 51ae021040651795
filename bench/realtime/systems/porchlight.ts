import { bundled, type RealtimeSystem } from './system'

const KEY = 'bench.key:secret'

/** Our realtime server in a process of its own. Authenticates every client, acknowledges and logs every publish. */
export const porchlight: RealtimeSystem = {
  name: 'porchlight',
  command: (port) => [bundled('standalone'), '--port', String(port), '--key', KEY],
  path: (session) =>
    `/?v=6&format=json&heartbeats=false&key=${KEY}${session === null ? '' : `&resume=${session}`}`,
  async attach(client, channel) {
    const connected = JSON.parse(await client.next((text) => text.startsWith('{"action":4,')))
    client.send(JSON.stringify({ action: 10, channel }))
    await client.next((text) => text.startsWith('{"action":11,'))
    return connected.connectionDetails.connectionKey
  },
  publish: (channel, data, serial) =>
    JSON.stringify({ action: 15, channel, msgSerial: serial, messages: [{ name: 'message', data }] }),
}
