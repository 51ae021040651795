import { createHmac, randomBytes } from 'node:crypto'
import { type Clock, systemClock } from './clock'

/** Bounds on what one client can cost. A limit of `Infinity` is switched off, but for those that say otherwise. */
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
  /** What may wait for one slow reader, in bytes. Above it the socket is cut, and the client resumes. */
  maxBufferedAmount: 1024 * 1024,
  /**
   * Publishes, presence operations and REST requests a second of one client id with tokens, over all its connections;
   * without a client id, of one connection. Keys are trusted. Announced to clients.
   */
  maxInboundRate: 50,
  /** Attaches a second of one client id with tokens, ten seconds' worth at once. A long backlog counts as several. */
  maxAttachRate: 100,
  /** Connections that one client id with tokens opens a second, ten seconds' worth at once. */
  maxConnectRate: 10,
  /** Connections of one client id with tokens at a time. */
  maxConnectionsPerClient: 1_000,
  /** Connections of one client id with tokens that are kept to be resumed. The one lost longest ago goes first. */
  maxDetachedPerClient: 50,
  /** Connections that are kept to be resumed, of all clients of an app. The one lost longest ago goes first. */
  maxDetachedConnections: 10_000,
  /** Frames of any kind a second on one connection with a token. A client that sends more is sent away. */
  maxFrameRate: 500,
  /** Sockets that one address opens a second, a hundred seconds' worth at once. Private addresses as below. */
  maxConnectRatePerAddress: 20,
  /** Sockets of one address. Private addresses are not counted: they may be a proxy's. */
  maxConnectionsPerAddress: 1_000,
  /** Channels attached on one connection at a time. */
  maxChannelsPerConnection: 200,
  /** Members present on one channel. */
  maxPresenceMembers: 250,
  /** Members of one client id present on one channel, when it shows tokens: one for each of its connections. */
  maxMembersPerClient: 250,
  /** Channels of one batch, over all that it publishes to them or asks of them. */
  maxBatchChannels: 100,
  /** Entries kept for resume, rewind and history, per channel. */
  maxHistoryEntries: 1_000,
  /** Bytes kept for resume, rewind and history, per channel. */
  maxHistorySize: 1024 * 1024,
  /** Bytes kept of all channels together. Beyond it those that were not written to for longest are forgotten. */
  maxTotalHistorySize: 256 * 1024 * 1024,
  /** What is left to the next process in `stateFile`, in bytes. The least recently used channels go first. */
  maxStateSize: 64 * 1024 * 1024,
  /** Entries kept per channel of a persisted namespace. */
  maxPersistedEntries: 10_000,
  /** Bytes kept per channel of a persisted namespace. */
  maxPersistedSize: 16 * 1024 * 1024,
}
export type Limits = typeof defaultLimits

/** What can be bounded more tightly for those who show tokens of one key. */
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

/** How long things last, in milliseconds. */
export const defaultTimings = {
  /** How long a lost connection keeps its place. Announced to clients. */
  connectionStateTtlMs: 120_000,
  /** The longest silence a client will see. Announced to clients. */
  maxIdleIntervalMs: 15_000,
  /** How long members stay present after their connection was lost; clients may ask for another with `remainPresentFor`. */
  remainPresentForMs: 15_000,
  /** How long entries are kept for resume, rewind and history. */
  historyMs: 120_000,
  /** How long entries are kept in persisted namespaces. */
  persistedHistoryMs: 72 * 60 * 60_000,
  /** How long a channel that nobody uses is remembered. Who comes back later has lost continuity. */
  channelIdleMs: 600_000,
  /** How long before a token's end the client is asked for a new one. */
  tokenRenewalLeadMs: 30_000,
  /** A token that lives no longer than this is left to expire without being asked for a new one. */
  tokenRenewalFloorMs: 5_000,
  /** How often at most clients that ask for occupancy are told that it has changed. */
  occupancyIntervalMs: 1_000,
  /** How long it takes at most to send all clients away: a thousand who come back at once are a storm. */
  closeSpreadMs: 2_000,
  /** How long after that sockets may take to say goodbye before they are cut. */
  closeGraceMs: 1_000,
}
export type Timings = typeof defaultTimings

/** Where the server writes what an operator should know. Never gets message data, tokens or secrets. */
export type Logger = Record<
  'info' | 'warn' | 'error',
  (fields: Record<string, unknown>, event: string) => void
>

export type KeyOptions = {
  /** `appId.keyId`. Keys with the same app id belong to one app. */
  name: string
  secret: string
  /** What the key may do at most, and every token that it signs. Default `{"[*]*":["*"]}`: everything. */
  capability?: Record<string, string[]>
  /** Whether tokens that it signs can be revoked. Default: yes. */
  revocableTokens?: boolean
  /** Limits on those who show its tokens, in place of the general ones. Clients that use the key itself are trusted. */
  tokenLimits?: Partial<TokenLimits>
}

/** What holds for all channels whose name is `id` or begins with `id:`. */
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
  /** Namespaces with other rules than the rest, in the apps of these keys. */
  namespaces?: NamespaceOptions[]
  /** Whether anyone who reaches the server may make apps of their own with `POST /apps`. For tests. Default: no. */
  provisioning?: boolean
  /**
   * Whether keys are taken over plain HTTP from beyond this machine, where others may read them. Default: no (40103).
   * Where a proxy ends TLS, say of each request that it was secure instead.
   */
  allowKeysOverPlainHttp?: boolean
  /** Signs connection keys: as long as it is the same, clients keep their connections. Default: made from the keys. */
  connectionSecret?: string
  /**
   * A file in which `close` leaves the logs and the members present to the next process, so that clients go on without a
   * gap. It is read and deleted at the start. Default: none; logs end with the process.
   */
  stateFile?: string
  limits?: Partial<Limits>
  timings?: Partial<Timings>
  /** Default: the machine's time. */
  clock?: Clock
  /** Default: silence. */
  logger?: Logger
}

/** The options with every gap filled. */
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

/** Only a program that knows every key can tell it. Without keys it is random. */
function secretFrom(keys: readonly KeyOptions[]): string {
  if (keys.length === 0) return randomBytes(32).toString('base64url')
  const all = keys.map(({ name, secret }) => [name, secret])
  return createHmac('sha256', JSON.stringify(all)).update('connection keys').digest('base64url')
}
