import { randomBytes } from 'node:crypto'
import type { Authenticator } from '../auth/authenticator'
import type { ConnectionKeys } from '../auth/connection-key'
import type { Identity } from '../auth/identity'
import type { Revocations } from '../auth/revocation'
import type { Cancel, Clock } from '../clock'
import { RealtimeError } from '../errors'
import type { Limits, Timings, TokenLimits } from '../options'
import type { Broker } from '../store/broker'
import { Channel } from './channel'
import { Clients } from './clients'
import type { Connection } from './connection'
import type { Namespaces } from './namespaces'
import { Statistics } from './statistics'
import { ENVELOPE, WIRE_FACTOR } from './wire-size'

/** What the hub needs to work. */
export type HubParts = {
  authenticator: Authenticator
  connectionKeys: ConnectionKeys
  revocations: Revocations
  broker: Broker
  namespaces: Namespaces
  clock: Clock
  limits: Limits
  /** What bounds those who show tokens of a key, in place of the general limits, by the key's name. */
  tokenLimits?: ReadonlyMap<string, Partial<TokenLimits>>
  timings: Timings
}

/** Keys are trusted. */
const noLimits: Omit<TokenLimits, 'maxMessageSize'> = {
  maxInboundRate: Number.POSITIVE_INFINITY,
  maxAttachRate: Number.POSITIVE_INFINITY,
  maxConnectRate: Number.POSITIVE_INFINITY,
  maxConnectionsPerClient: Number.POSITIVE_INFINITY,
  maxDetachedPerClient: Number.POSITIVE_INFINITY,
  maxMembersPerClient: Number.POSITIVE_INFINITY,
}

/** The tables of one server: its channels and connections, and the parts that work on them. */
export class Hub {
  readonly authenticator: Authenticator
  readonly connectionKeys: ConnectionKeys
  readonly revocations: Revocations
  readonly broker: Broker
  readonly namespaces: Namespaces
  readonly clock: Clock
  readonly limits: Limits
  readonly timings: Timings
  readonly statistics = new Statistics()
  readonly connections = new Map<string, Connection>()
  readonly clients: Clients
  /** Connections that were lost and can be resumed, the one lost longest ago first. */
  readonly detached = new Set<Connection>()
  /** Tells one process from another. */
  readonly serverId = randomBytes(6).toString('base64url')
  readonly #channels = new Map<string, Channel>()
  /** Since when each channel that nobody uses has been so. */
  readonly #idleSince = new Map<string, number>()
  readonly #trustedLimits: Limits
  readonly #tokenLimits: ReadonlyMap<string, Limits>
  #cancelSweep: Cancel

  constructor(parts: HubParts) {
    this.authenticator = parts.authenticator
    this.connectionKeys = parts.connectionKeys
    this.revocations = parts.revocations
    this.broker = parts.broker
    this.namespaces = parts.namespaces
    this.clock = parts.clock
    this.limits = parts.limits
    this.timings = parts.timings
    this.#trustedLimits = { ...parts.limits, ...noLimits }
    this.#tokenLimits = new Map(
      [...(parts.tokenLimits ?? [])].map(([name, limits]) => [name, { ...parts.limits, ...limits }]),
    )
    this.clients = new Clients((identity) => this.limitsOf(identity), parts.clock)
    this.#cancelSweep = this.#sweepLater()
  }

  /** What holds for somebody: the general limits, those of the key that signed the token, or almost none for a key. */
  limitsOf({ kind, keyName }: Identity): Limits {
    return kind === 'key' ? this.#trustedLimits : (this.#tokenLimits.get(keyName) ?? this.limits)
  }

  /** How much somebody may make us read over REST, in bytes: with a token what a publish can come to on the wire. */
  maxBodySize(identity: Identity): number {
    const { maxRequestSize, maxMessageSize } = this.limitsOf(identity)
    if (identity.kind === 'key') return maxRequestSize
    return Math.min(maxRequestSize, WIRE_FACTOR * maxMessageSize + ENVELOPE)
  }

  /** The channel of this name, which exists as soon as someone wants to do something with it. */
  channel(name: string): Channel {
    let channel = this.#channels.get(name)
    if (!channel) {
      channel = new Channel(name, this.broker)
      this.#channels.set(name, channel)
    }
    return channel
  }

  /** A channel whose messages can be changed. @throws RealtimeError `immutable_messages` */
  mutableChannel(name: string): Channel {
    if (!this.namespaces.isMutable(name))
      throw new RealtimeError('immutable_messages', 'the namespace of this channel has no mutableMessages')
    return this.channel(name)
  }

  /** The channel of this name if it exists: for those who only look. */
  existingChannel(name: string): Channel | undefined {
    return this.#channels.get(name)
  }

  channels(): Channel[] {
    return [...this.#channels.values()]
  }

  /** The channels that somebody is attached to or present on, and whose names begin so. */
  channelsInUse(prefix: string): Channel[] {
    return [...this.#channels.values()].filter(({ isUsed, name }) => isUsed && name.startsWith(prefix))
  }

  get channelCount(): number {
    return this.#channels.size
  }

  /** Nothing happens by itself any more. */
  close(): void {
    this.#cancelSweep()
    for (const connection of this.connections.values()) connection.cancelTimers()
  }

  #sweepLater(): Cancel {
    return this.clock.later(this.timings.channelIdleMs / 2, () => {
      this.#sweep()
      this.#cancelSweep = this.#sweepLater()
    })
  }

  /** Forgets channels that nobody used for long. Their logs have run empty long before. */
  #sweep(): void {
    const now = this.clock.now()
    for (const [name, channel] of this.#channels) {
      const lastEntryAt = this.broker.entries(name).at(-1)?.timestamp ?? 0
      if (channel.isUsed || lastEntryAt > 0) {
        this.#idleSince.delete(name)
        continue
      }
      const since = this.#idleSince.get(name) ?? now
      this.#idleSince.set(name, since)
      if (now - since < this.timings.channelIdleMs) continue

      this.#idleSince.delete(name)
      this.#channels.delete(name)
      this.broker.forget(name)
    }
  }
}
