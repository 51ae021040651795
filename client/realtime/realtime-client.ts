import type * as Ably from 'ably'
import type { Speaker } from '@/client/api/api'
import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import { fetchRealtimeToken, type TokenError } from './realtime-token'

/** Delay before reconnecting, in milliseconds. The SDK's default of 15 s is long for a restart. */
const DISCONNECTED_RETRY_MS = 2_000
const SUSPENDED_RETRY_MS = 10_000

/**
 * Heartbeat interval of agents' connections, in milliseconds: the shortest that the protocol allows. A computer that goes to
 * sleep does not disconnect, and visitors must not see "Online" for minutes.
 */
const AGENT_HEARTBEAT_MS = 5_000

type Place = { protocol: string; hostname: string; port: string }

/** Loads the SDK without connecting. Names the parts in the import, so that the bundler omits the rest, a quarter of the SDK. */
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

/** The SDK's options. It contacts only the realtime service's own hosts. */
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
    // `beforeunload` also fires before downloads, for mailto: links, and if the user cancels leaving.
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
  // One of Ably's routing names, which the SDK completes.
  if (!isHost(endpoint.endpoint) && endpoint.port === null && endpoint.tls) {
    return { endpoint: endpoint.endpoint }
  }
  return ownServerOptions(endpoint.endpoint, endpoint.port ?? (endpoint.tls ? 443 : 80), endpoint.tls)
}

function ownServerOptions(host: string, port: number, tls: boolean): Ably.ClientOptions {
  return {
    // The SDK treats names without a dot as Ably's routing names.
    ...(isHost(host) ? { endpoint: host } : { restHost: host, realtimeHost: host }),
    ...(tls ? { tls, tlsPort: port } : { tls, port }),
    fallbackHosts: [],
    wsConnectivityCheckUrl: `${tls ? 'wss' : 'ws'}://${host}:${port}/`,
  }
}

/** The SDK's rule. */
function isHost(name: string): boolean {
  return name.includes('.') || name.includes('::') || name === 'localhost'
}
