import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRealtimeServer } from '@/realtime-server'
import { type Clock, systemClock } from '@/realtime-server/clock'
import { testKeys } from './browser'

/** A realtime server with the keys that tests sign tokens with, and how the SDK connects to it. */
export type OwnRealtime = {
  place: { endpoint: string; port: number; tls: false }
  stop: () => Promise<void>
}

/** Starts it in this process. The caller stops it. */
export async function startOwnRealtime(clock: Clock = systemClock): Promise<OwnRealtime> {
  const keys = [testKeys.publishing, testKeys.signing].map((key) => {
    const [name = '', secret = ''] = key.split(':')
    return { name, secret }
  })
  const realtime = createRealtimeServer({ keys, clock })
  const server = createServer((request, response) => void realtime.handleRequest(request, response))
  server.on('upgrade', (request, socket, head) => realtime.handleUpgrade(request, socket, head))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    place: { endpoint: '127.0.0.1', port, tls: false },
    async stop() {
      await realtime.close()
      server.close().closeAllConnections()
    },
  }
}
