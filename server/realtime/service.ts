import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import { SupportError } from '@/server/errors'
import { processWide } from '@/server/process-wide'
import type { Env } from '@/server/settings/env'
import { env } from '@/server/settings/env'

/** Which realtime service we use, and with what. */
export type RealtimeService = {
  /** `appId.keyId:secret`. Publishes; never leaves the server. */
  publishingKey: string
  /** Signs the tokens of browsers. Where possible a weaker key, because a token never exceeds the key that signed it. */
  signingKey: string
  /** Where the server finds the service. */
  server: { endpoint?: string; port?: number; tlsPort?: number; tls: boolean }
  /** Where browsers find it. */
  browser: RealtimeEndpoint
}

const provided = processWide('realtime-service', () => ({ service: null as RealtimeService | null }))

/** Says that the embedded server is the one to use. `main.ts` calls it once it has made one. */
export function provideRealtimeService(service: RealtimeService | null): void {
  provided.service = service
}

/**
 * The realtime service in use.
 *
 * @throws SupportError `unavailable` when there is none: no key is ever made up
 */
export function realtimeService(): RealtimeService {
  const service = provided.service ?? serviceFromSettings(env())
  if (service === null) throw new SupportError('unavailable')
  return service
}

/** The service that the settings name, or `null` when they name none and the embedded one is meant. */
export function serviceFromSettings({
  ABLY_API_KEY,
  ABLY_SIGNING_KEY,
  ABLY_ENDPOINT,
}: Env): RealtimeService | null {
  if (ABLY_API_KEY === undefined) return null

  const { endpoint, port, tls } = parseEndpoint(ABLY_ENDPOINT)
  return {
    publishingKey: ABLY_API_KEY,
    signingKey: ABLY_SIGNING_KEY ?? ABLY_API_KEY,
    server: {
      tls,
      ...(endpoint === null ? {} : { endpoint }),
      ...(port === null ? {} : tls ? { tlsPort: port } : { port }),
    },
    browser: { kind: 'ably', endpoint, port, tls },
  }
}

/** Takes a host or routing name as it is, and an address such as `http://127.0.0.1:8080` apart. */
function parseEndpoint(text: string | undefined): {
  endpoint: string | null
  port: number | null
  tls: boolean
} {
  if (text === undefined) return { endpoint: null, port: null, tls: true }
  if (!/^https?:\/\//.test(text)) return { endpoint: text, port: null, tls: true }

  const { hostname, port, protocol } = new URL(text)
  const tls = protocol === 'https:'
  return { endpoint: hostname, port: port === '' ? (tls ? 443 : 80) : Number(port), tls }
}
