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

/** The dependencies of a hub. */
export type HubParts = {
  authenticator: Authenticator
  connectionKeys: ConnectionKeys
  revocations: Revocations
  broker: Broker
  namespaces: Namespaces
  clock: Clock
  limits: Limits
  /** Limits for clients with tokens of a key, overriding the general ones, by key name. */
  tokenLimits?: ReadonlyMap<string, Partial<TokenLimits>>
  timings: Timings
}

/** For clients that use a key: keys are trusted. */
const noLimits: Omit<TokenLimits, 'maxMessageSize'> = {
  maxInboundRate: Number.POSITIVE_INFINITY,
  maxAttachRate: Number.POSITIVE_INFINITY,
  maxConnectRate: Number.POSITIVE_INFINITY,
  maxConnectionsPerClient: Number.POSITIVE_INFINITY,
  maxDetachedPerClient: Number.POSITIVE_INFINITY,
  maxMembersPerClient: Number.POSITIVE_INFINITY,
}

/** The state of one app: its channels, clients and connections, with the services that they share. */
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
  /** Detached connections that can be resumed, the oldest first. */
  readonly detached = new Set<Connection>()
  /** Identifies this process. */
  readonly serverId = randomBytes(6).toString('base64url')
  readonly #channels = new Map<string, Channel>()
  /** When each unused channel was last used. */
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

  /** The limits of an identity: the general ones, overridden by its key's; almost none for the key itself. */
  limitsOf({ kind, keyName }: Identity): Limits {
    return kind === 'key' ? this.#trustedLimits : (this.#tokenLimits.get(keyName) ?? this.limits)
  }

  /** The largest REST body to read, in bytes: with a token, as much as a publish can take on the wire. */
  maxBodySize(identity: Identity): number {
    const { maxRequestSize, maxMessageSize } = this.limitsOf(identity)
    if (identity.kind === 'key') return maxRequestSize
    return Math.min(maxRequestSize, WIRE_FACTOR * maxMessageSize + ENVELOPE)
  }

  /** The channel of this name, created on first use. */
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
      throw new RealtimeError(
        'immutable_messages',
        'the namespace of this channel does not have mutableMessages',
      )
    return this.channel(name)
  }

  /** The channel of this name, if it exists. For reading. */
  existingChannel(name: string): Channel | undefined {
    return this.#channels.get(name)
  }

  channels(): Channel[] {
    return [...this.#channels.values()]
  }

  /** The channels with attachments or members whose names start with the prefix. */
  channelsInUse(prefix: string): Channel[] {
    return [...this.#channels.values()].filter(({ isUsed, name }) => isUsed && name.startsWith(prefix))
  }

  get channelCount(): number {
    return this.#channels.size
  }

  /** Stops all timers. */
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

  /** Forgets channels unused for long. Their logs have expired long before. */
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
