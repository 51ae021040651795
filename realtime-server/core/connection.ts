import type { Identity } from '../auth/identity'
import type { Cancel } from '../clock'
import { RealtimeError, toErrorInfo } from '../errors'
import { Action } from '../protocol/actions'
import { encodeFrame } from '../protocol/format'
import type { OutboundMessage } from '../protocol/protocol-message'
import type { Attachment, Receiver } from './attachment'
import type { Broadcast } from './broadcast'
import type { Channel } from './channel'
import type { Client } from './clients'
import type { RateLimit } from './rate-limit'
import type { Transport } from './transport'

/** What a client requests when it connects. */
export type ConnectionParams = {
  /** The client id requested; `null` when there is none. */
  clientId: string | null
  echo: boolean
  /** How long its members stay present after a disconnect, in milliseconds. */
  remainPresentForMs: number
  /** How long the server may stay silent at most, in milliseconds. */
  maxIdleIntervalMs: number
}

/** The limits of a connection. */
export type Bounds = {
  /** Frames of any kind. */
  frames: RateLimit
  /** Its rate limits are shared by all the client's connections. */
  client: Client
}

/** How many acknowledgements are kept for clients that missed them: more than a client has pending in practice. */
const KEPT_ACKS = 100

/** A client's connection: its identity and attachments. It outlives its transports. */
export class Connection implements Receiver {
  readonly id: string
  readonly attachments = new Map<string, Attachment>()
  #bounds: Bounds
  identity: Identity
  params: ConnectionParams
  /** The key to resume it with. */
  key: string
  /** The previous key, valid until the client is known to have the new one. */
  previousKey: string | null = null
  #transport: Transport | null = null
  // Created lazily: there may be many connections, and most only listen.
  #presentOn: Set<Channel> | null = null
  #acks: Map<number, string[]> | null = null
  /** The highest acknowledged `msgSerial`. */
  #lastAck = -1
  /** Whether it revives a forgotten connection, whose earlier operations are unknown. */
  readonly #isRevived: boolean
  #timers: Map<TimerName, Cancel> | null = null

  constructor(init: {
    id: string
    key: string
    identity: Identity
    params: ConnectionParams
    bounds: Bounds
    isRevived: boolean
  }) {
    this.id = init.id
    this.key = init.key
    this.identity = init.identity
    this.params = init.params
    this.#bounds = init.bounds
    this.#isRevived = init.isRevived
  }

  get echo(): boolean {
    return this.params.echo
  }

  get clientId(): string | null {
    return this.identity.clientId
  }

  get isConnected(): boolean {
    return this.#transport !== null
  }

  get transport(): Transport | null {
    return this.#transport
  }

  /** The channels on which it has members. */
  get presentOn(): Set<Channel> {
    this.#presentOn ??= new Set()
    return this.#presentOn
  }

  /** Switches to another transport, or to none. @returns the previous one, for the caller to close */
  moveTo(transport: Transport | null): Transport | null {
    const previous = this.#transport
    this.#transport = transport
    if (previous === null && transport !== null) this.client.opened()
    if (previous !== null && transport === null) this.client.closed()
    return previous
  }

  /** Sends a frame, or drops it without a transport: a client that resumes receives what it missed. */
  send(message: OutboundMessage): void {
    this.#transport?.send(encodeFrame(this.#transport.format, message))
  }

  sendBroadcast(broadcast: Broadcast, channel: string): void {
    this.#transport?.send(broadcast.encoded(this.#transport.format, channel))
  }

  sendError(error: unknown, channel?: string): void {
    this.send({ action: Action.error, error: toErrorInfo(error), ...(channel !== undefined && { channel }) })
  }

  /** Acknowledges an operation, and keeps the ACK. */
  ack(msgSerial: number, serials: string[]): void {
    this.#acks ??= new Map()
    this.#acks.set(msgSerial, serials)
    this.#lastAck = Math.max(this.#lastAck, msgSerial)
    if (this.#acks.size > KEPT_ACKS && !this.#acks.delete(msgSerial - KEPT_ACKS)) {
      const [oldest = 0] = this.#acks.keys()
      this.#acks.delete(oldest)
    }
    this.#sendAck(msgSerial, serials)
  }

  nack(msgSerial: number, error: unknown): void {
    this.send({ action: Action.nack, msgSerial, count: 1, error: toErrorInfo(error) })
  }

  /** Sends the ACK of an earlier operation again. False if there is none. */
  repeatAck(msgSerial: number): boolean {
    const serials = this.#acks?.get(msgSerial)
    if (serials) this.#sendAck(msgSerial, serials)
    return serials !== undefined
  }

  /** Whether this `msgSerial` may be a repetition although its ACK is not kept. */
  mayRepeat(msgSerial: number): boolean {
    return this.#isRevived || msgSerial <= this.#lastAck
  }

  get client(): Client {
    return this.#bounds.client
  }

  /** Replaces the limits, when a client with another identity resumes it. */
  set bounds(bounds: Bounds) {
    if (this.isConnected) this.client.closed()
    this.#bounds = bounds
    if (this.isConnected) this.client.opened()
  }

  /** Takes a frame from the rate limit. False if it exceeds the limit. */
  countFrame(now: number): boolean {
    return this.#bounds.frames.take(now)
  }

  /** @throws RealtimeError `connection_rate_limit` */
  countOperation(): void {
    if (!this.client.takeOperations())
      throw new RealtimeError('connection_rate_limit', 'too many operations a second by this client')
  }

  cancelTimers(): void {
    for (const name of this.#timers?.keys() ?? []) this.setTimer(name, null)
  }

  /** Sets a named timer. Replaces an earlier one. */
  setTimer(name: TimerName, cancel: Cancel | null): void {
    this.#timers?.get(name)?.()
    this.#timers?.delete(name)
    if (cancel === null) return
    this.#timers ??= new Map()
    this.#timers.set(name, cancel)
  }

  #sendAck(msgSerial: number, serials: string[]): void {
    this.send({ action: Action.ack, msgSerial, count: 1, res: [{ serials }] })
  }
}

/** The timers of a connection. */
export type TimerName = 'forget' | 'leave' | 'renewToken' | 'expireToken'
