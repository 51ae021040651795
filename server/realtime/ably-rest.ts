import * as Ably from 'ably'
import { processWide } from '@/server/process-wide'
import { realtimeService } from './service'

const REQUEST_TIMEOUT_MS = 5_000

/** The Ably SDK's REST client with the publishing key, for our own realtime server or Ably's, depending on the configuration. */
export function ablyRest(): Ably.Rest {
  return processWide('ably-rest', () => createRest(realtimeService().publishingKey))
}

/** The same with the key that signs browsers' tokens, because only that key can revoke them. */
export function signingRest(): Ably.Rest {
  return processWide('ably-signing-rest', () => createRest(realtimeService().signingKey))
}

function createRest(key: string): Ably.Rest {
  const { server } = realtimeService()
  return new Ably.Rest({ key, httpRequestTimeout: REQUEST_TIMEOUT_MS, logLevel: 0, ...server })
}
