import { createHmac, randomBytes } from 'node:crypto'
import { type Clock, systemClock } from './clock'

/** Limits on what one client can cost. `Infinity` switches a limit off, unless its comment says otherwise. */
export const defaultLimits = {
  /** Name, client id, extras and data of all messages of one publish, in bytes. Announced to clients. */
  maxMessageSize: 65_536,
  /**
   * One WebSocket frame from a client, in bytes; at most 2^31 - 1. Announced to clients. Somewhat above
   * `maxMessageSize` for the envelope, and low enough that 64 network packets carry it.
   */
  maxFrameSize: 73_728,
  /** The body of one REST request, in bytes. */
  maxRequestSize: 2 * 1024 * 1024,
  /** Data queued for one slow reader, in bytes. Above it the socket is cut off, and the client resumes. */
  maxBufferedAmount: 1024 * 1024,
  /**
   * Publishes, presence operations and REST requests a second per client id with tokens, over all its connections;
   * without a client id, per connection. Keys are trusted. Announced to clients.
   */
  maxInboundRate: 50,
  /** Attaches a second per client id with tokens, with a burst of ten seconds' worth. A long backlog counts as several. */
  maxAttachRate: 100,
  /** New connections a second per client id with tokens, with a burst of ten seconds' worth. */
  maxConnectRate: 10,
  /** Open connections per client id with tokens. */
  maxConnectionsPerClient: 1_000,
  /** Detached connections per client id with tokens that are kept for resuming. The oldest is evicted first. */
  maxDetachedPerClient: 50,
  /** Detached connections per app that are kept for resuming. The oldest is evicted first. */
  maxDetachedConnections: 10_000,
  /** Frames of any kind a second on one connection with a token. A client that exceeds it is disconnected. */
  maxFrameRate: 500,
  /** New sockets a second per address, with a burst of a hundred seconds' worth. Private addresses as below. */
  maxConnectRatePerAddress: 20,
  /** Open sockets per address. Private addresses are not counted: they may be a proxy's. */
  maxConnectionsPerAddress: 1_000,
  /** Channels attached on one connection. */
  maxChannelsPerConnection: 200,
  /** Members on one channel. */
  maxPresenceMembers: 250,
  /** Members on one channel with the same client id, when it uses tokens: one per connection. */
  maxMembersPerClient: 250,
  /** Channels in one batch, summed over all its requests. */
  maxBatchChannels: 100,
  /** Entries kept for resume, rewind and history, per channel. */
  maxHistoryEntries: 1_000,
  /** Bytes kept for resume, rewind and history, per channel. */
  maxHistorySize: 1024 * 1024,
  /** Bytes kept for all channels together. Above it, the channels least recently written to are emptied. */
  maxTotalHistorySize: 256 * 1024 * 1024,
  /** Size of `stateFile`, in bytes. The least recently used channels are left out first. */
  maxStateSize: 64 * 1024 * 1024,
  /** Entries kept per channel of a persisted namespace. */
  maxPersistedEntries: 10_000,
  /** Bytes kept per channel of a persisted namespace. */
  maxPersistedSize: 16 * 1024 * 1024,
}
export type Limits = typeof defaultLimits

/** Limits that a key can tighten for clients with its tokens. */
export type TokenLimits = Pick<
  Limits,
  | 'maxMessageSize'
  | 'maxInboundRate'
  | 'maxAttachRate'
  | 'maxConnectRate'
  | 'maxConnectionsPerClient'
  | 'maxDetachedPerClient'
  | 'maxMembersPerClient'
>

/** Durations, in milliseconds. */
export const defaultTimings = {
  /** How long a lost connection can be resumed. Announced to clients. */
  connectionStateTtlMs: 120_000,
  /** The longest the server stays silent. Announced to clients. */
  maxIdleIntervalMs: 15_000,
  /** How long members stay present after a disconnect; clients can override it with `remainPresentFor`. */
  remainPresentForMs: 15_000,
  /** How long entries are kept for resume, rewind and history. */
  historyMs: 120_000,
  /** How long entries are kept in persisted namespaces. */
  persistedHistoryMs: 72 * 60 * 60_000,
  /** How long an unused channel is remembered. Clients that return later have lost continuity. */
  channelIdleMs: 600_000,
  /** How long before a token expires the client is asked for a new one. */
  tokenRenewalLeadMs: 30_000,
  /** Tokens with a shorter life are left to expire; clients are not asked for a new one. */
  tokenRenewalFloorMs: 5_000,
  /** The shortest interval between occupancy updates. */
  occupancyIntervalMs: 1_000,
  /** Over how long disconnects are spread, roughly: a thousand clients that reconnect at once are a storm. */
  closeSpreadMs: 2_000,
  /** How long sockets may then take to close before they are cut off. */
  closeGraceMs: 1_000,
}
export type Timings = typeof defaultTimings

/** Receives what an operator should know. Never message data, tokens or secrets. */
export type Logger = Record<
  'info' | 'warn' | 'error',
  (fields: Record<string, unknown>, event: string) => void
>

export type KeyOptions = {
  /** `appId.keyId`. Keys with the same app id belong to one app. */
  name: string
  secret: string
  /** The most that the key and tokens it signs may do. Default `{"[*]*":["*"]}`: everything. */
  capability?: Record<string, string[]>
  /** Whether tokens that it signs can be revoked. Default: yes. */
  revocableTokens?: boolean
  /** Limits for clients with its tokens, overriding the general ones. Clients that use the key itself are trusted. */
  tokenLimits?: Partial<TokenLimits>
}

/** Applies to all channels named `id` or starting with `id:`. */
export type NamespaceOptions = {
  id: string
  /** Whether history lasts three days instead of two minutes; a restart ends both. Default: no. */
  persisted?: boolean
  /** Whether messages can be updated, deleted, appended to and annotated. Default: no. */
  mutableMessages?: boolean
}

export type RealtimeServerOptions = {
  /** Keys that may connect, publish and sign tokens. */
  keys: KeyOptions[]
  /** Namespaces with rules of their own, in the apps of these keys. */
  namespaces?: NamespaceOptions[]
  /** Whether anyone who can reach the server may create apps with `POST /apps`. For tests. Default: no. */
  provisioning?: boolean
  /**
   * Whether keys are accepted over plain HTTP from other machines, where they can be read in transit. Default: no (40103).
   * Behind a proxy that terminates TLS, mark each request as secure instead.
   */
  allowKeysOverPlainHttp?: boolean
  /** Signs connection keys: clients keep their connections as long as it stays the same. Default: derived from the keys. */
  connectionSecret?: string
  /**
   * A file through which `close` hands logs and members to the next process, so that clients continue without a gap. It is
   * read and deleted at the start. Default: none; logs end with the process.
   */
  stateFile?: string
  limits?: Partial<Limits>
  timings?: Partial<Timings>
  /** Default: system time. */
  clock?: Clock
  /** Default: silence. */
  logger?: Logger
}

/** The options with all defaults applied. */
export type Settings = Required<Omit<RealtimeServerOptions, 'limits' | 'timings' | 'stateFile'>> & {
  stateFile: string | null
  limits: Limits
  timings: Timings
}

const silence: Logger = { info() {}, warn() {}, error() {} }

export function toSettings(options: RealtimeServerOptions): Settings {
  return {
    keys: options.keys,
    namespaces: options.namespaces ?? [],
    provisioning: options.provisioning ?? false,
    allowKeysOverPlainHttp: options.allowKeysOverPlainHttp ?? false,
    connectionSecret: options.connectionSecret ?? secretFrom(options.keys),
    stateFile: options.stateFile ?? null,
    limits: { ...defaultLimits, ...options.limits },
    timings: { ...defaultTimings, ...options.timings },
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silence,
  }
}

/** Derived from all keys, so only their holder can compute it. Without keys it is random. */
function secretFrom(keys: readonly KeyOptions[]): string {
  if (keys.length === 0) return randomBytes(32).toString('base64url')
  const all = keys.map(({ name, secret }) => [name, secret])
  return createHmac('sha256', JSON.stringify(all)).update('connection keys').digest('base64url')
}
