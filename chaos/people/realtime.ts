import * as Ably from 'ably'
import { realtimeOptions } from '@/client/realtime/realtime-client'
import type { Web } from './web'

/** Connects the SDK to `port` as a page would, with tokens from the app. */
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
