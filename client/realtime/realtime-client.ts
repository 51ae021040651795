import type * as Ably from 'ably'
import type { Speaker } from '@/client/api/api'
import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import { fetchRealtimeToken, type TokenError } from './realtime-token'

/** How soon a lost connection is tried again, in milliseconds. The SDK's own 15 s are long for a restart. */
const DISCONNECTED_RETRY_MS = 2_000
const SUSPENDED_RETRY_MS = 10_000

/**
 * How often an agent's connection shows that it lives, in milliseconds: the shortest that the protocol allows. A computer that falls
 * asleep says no goodbye, and visitors must not read "Online" for minutes.
 */
const AGENT_HEARTBEAT_MS = 5_000

type Place = { protocol: string; hostname: string; port: string }

/**
 * Loads what a connection needs, without making one. Names the parts in the import itself: so the bundler leaves out the others, a
 * quarter of the SDK.
 */
export async function loadRealtime() {
  const { BaseRealtime, FetchRequest, RealtimePresence, WebSocketTransport } = await import('ably/modular')
  return { BaseRealtime, FetchRequest, RealtimePresence, WebSocketTransport }
}

/** Loads the SDK's parts that chat needs, and connects. The caller closes the client. */
export async function connectRealtime(
  speaker: Speaker,
  endpoint: RealtimeEndpoint,
): Promise<Ably.RealtimeClient> {
  const { BaseRealtime, FetchRequest, RealtimePresence, WebSocketTransport } = await loadRealtime()
  return new BaseRealtime({
    ...realtimeOptions(speaker, endpoint, speaker.server ? new URL(speaker.server) : window.location),
    plugins: { FetchRequest, RealtimePresence, WebSocketTransport },
  })
}

/** What the SDK needs to know. It never asks any host but the realtime service's own. */
export function realtimeOptions(
  speaker: Speaker,
  endpoint: RealtimeEndpoint,
  page: Place,
): Ably.ClientOptions {
  return {
    authCallback(_params, done) {
      fetchRealtimeToken(speaker).then(
        (token) => done(null, token),
        (error: TokenError) => done(error as Ably.ErrorInfo, null),
      )
    },
    // `beforeunload` also comes before a download, a mailto: link, and a dialog in which somebody decides to stay.
    closeOnUnload: false,
    echoMessages: false,
    transports: ['web_socket'],
    disconnectedRetryTimeout: DISCONNECTED_RETRY_MS,
    suspendedRetryTimeout: SUSPENDED_RETRY_MS,
    disableConnectivityCheck: true,
    ...(speaker.side === 'agent' && { transportParams: { heartbeatInterval: AGENT_HEARTBEAT_MS } }),
    ...serverOptions(endpoint, page),
  }
}

function serverOptions(endpoint: RealtimeEndpoint, page: Place): Ably.ClientOptions {
  if (endpoint.kind === 'embedded') {
    const tls = page.protocol === 'https:'
    const port = Number(page.port) || (tls ? 443 : 80)
    return ownServerOptions(page.hostname, port, tls)
  }
  if (endpoint.endpoint === null) return {}
  // One of Ably's routing names, which the SDK knows how to complete.
  if (!isHost(endpoint.endpoint) && endpoint.port === null && endpoint.tls) {
    return { endpoint: endpoint.endpoint }
  }
  return ownServerOptions(endpoint.endpoint, endpoint.port ?? (endpoint.tls ? 443 : 80), endpoint.tls)
}

function ownServerOptions(host: string, port: number, tls: boolean): Ably.ClientOptions {
  return {
    // The SDK takes a name without a dot for one of Ably's routing names.
    ...(isHost(host) ? { endpoint: host } : { restHost: host, realtimeHost: host }),
    ...(tls ? { tls, tlsPort: port } : { tls, port }),
    fallbackHosts: [],
    wsConnectivityCheckUrl: `${tls ? 'wss' : 'ws'}://${host}:${port}/`,
  }
}

/** The SDK's own rule. */
function isHost(name: string): boolean {
  return name.includes('.') || name.includes('::') || name === 'localhost'
}
