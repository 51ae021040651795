import * as Ably from 'ably'
import { realtimeOptions } from '@/client/realtime/realtime-client'
import type { Web } from './web'

/** The SDK, connected as a browser's page would be: to `port`, with tokens that the app gives. */
export function connectRealtime(web: Web, port: number): Ably.Realtime {
  const options = realtimeOptions(
    { side: web.side, agentId: null },
    { kind: 'ably', endpoint: '127.0.0.1', port, tls: false },
    { protocol: 'http:', hostname: '127.0.0.1', port: '' },
  )
  return new Ably.Realtime({
    ...options,
    logLevel: 0,
    authCallback: (_params, callback) => {
      web.token().then(
        (token) => callback(null, token),
        (error) => callback(String(error), null),
      )
    },
  })
}
