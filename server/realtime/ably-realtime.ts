import * as Ably from 'ably'
import { type RealtimeService, realtimeService } from './service'

/** Opens a persistent Ably SDK connection with the publishing key. */
export function connectAbly(): Ably.Realtime {
  const { publishingKey, server } = realtimeService()
  return new Ably.Realtime({
    key: publishingKey,
    transports: ['web_socket'],
    // Do not queue: what cannot be sent now is sent by HTTP request instead.
    queueMessages: false,
    echoMessages: false,
    logLevel: 0,
    ...server,
    ...connectivityCheckOf(server),
  })
}

/** For a self-hosted service, keeps the SDK's connectivity check on that service: by default, it would contact Ably's hosts. */
function connectivityCheckOf({ endpoint, tls, port, tlsPort }: RealtimeService['server']) {
  const itsPort = tls ? tlsPort : port
  if (itsPort === undefined) return {}
  return {
    disableConnectivityCheck: true,
    wsConnectivityCheckUrl: `${tls ? 'wss' : 'ws'}://${endpoint}:${itsPort}/`,
  }
}
