import * as Ably from 'ably'
import { processWide } from '@/server/process-wide'
import { realtimeService } from './realtime-service'

const REQUEST_TIMEOUT_MS = 5_000

/** The Ably SDK's REST client with the publishing key: for our own realtime server or Ably's, by configuration. */
export function ablyRest(): Ably.Rest {
  return processWide('ably-rest', () => {
    const { publishingKey, server } = realtimeService()
    return new Ably.Rest({
      key: publishingKey,
      httpRequestTimeout: REQUEST_TIMEOUT_MS,
      logLevel: 0,
      ...server,
    })
  })
}
