import * as Ably from 'ably'
import { type RealtimeService, realtimeService } from './service'

/** Opens a connection of the Ably SDK with the publishing key, which is kept until it is closed. */
export function connectAbly(): Ably.Realtime {
  const { publishingKey, server } = realtimeService()
  return new Ably.Realtime({
    key: publishingKey,
    transports: ['web_socket'],
    // What cannot be sent now is sent in another way; it shall not wait here.
    queueMessages: false,
    echoMessages: false,
    logLevel: 0,
    ...server,
    ...withoutCallsElsewhere(server),
  })
}

/** A service of one's own may be slow to answer; the SDK would then ask hosts of Ably's whether there is a network. */
function withoutCallsElsewhere({ endpoint, tls, port, tlsPort }: RealtimeService['server']) {
  const itsPort = tls ? tlsPort : port
  if (itsPort === undefined) return {}
  return {
    disableConnectivityCheck: true,
    wsConnectivityCheckUrl: `${tls ? 'wss' : 'ws'}://${endpoint}:${itsPort}/`,
  }
}
