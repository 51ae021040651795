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

/** What a client asks for as it connects. */
export type ConnectionWishes = {
  /** Who it wants to be; `null` when it does not say. */
  clientId: string | null
  echo: boolean
  /** How long its members stay after it was lost, in milliseconds. */
  remainPresentForMs: number
  /** The longest silence it is promised, in milliseconds. */
  maxIdleIntervalMs: number
}

/** What bounds a connection. */
export type Bounds = {
  /** Frames of any kind. */
  frames: RateLimit
  /** Whose connection it is: what it may do is counted over all of its connections. */
  client: Client
}

/** How many answers are kept for a client that did not see them. More than it can have waiting in practice. */
const KEPT_ACKS = 100

/** One client's connection: who it is and what it is attached to. It outlives its transports. */
export class Connection implements Receiver {
  readonly id: string
  readonly attachments = new Map<string, Attachment>()
  #bounds: Bounds
  identity: Identity
  wishes: ConnectionWishes
  /** What the client resumes with. */
  key: string
  /** The key before, which is good until we know that the client has the new one. */
  previousKey: string | null = null
  #transport: Transport | null = null
  // Made when they are needed: most connections only listen, and there may be many.
  #presentOn: Set<Channel> | null = null
  #acks: Map<number, string[]> | null = null
  /** The greatest `msgSerial` that was answered with ACK. */
  #lastAck = -1
  /** Whether a connection of this id was forgotten before: what it had done is not known here. */
  readonly #isRevived: boolean
  #timers: Map<TimerName, Cancel> | null = null

  constructor(init: {
    id: string
    key: string
    identity: Identity
    wishes: ConnectionWishes
    bounds: Bounds
    isRevived: boolean
  }) {
    this.id = init.id
    this.key = init.key
    this.identity = init.identity
    this.wishes = init.wishes
    this.#bounds = init.bounds
    this.#isRevived = init.isRevived
  }

  get echo(): boolean {
    return this.wishes.echo
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

  /** The channels where it has members. */
  get presentOn(): Set<Channel> {
    this.#presentOn ??= new Set()
    return this.#presentOn
  }

  /** Goes on over another transport, or over none. The one before is the caller's to close. */
  moveTo(transport: Transport | null): Transport | null {
    const previous = this.#transport
    this.#transport = transport
    if (previous === null && transport !== null) this.client.opened()
    if (previous !== null && transport === null) this.client.closed()
    return previous
  }

  /** Sends a frame, or drops it when there is no transport: a client that comes back is told what it missed. */
  send(message: OutboundMessage): void {
    this.#transport?.send(encodeFrame(this.#transport.format, message))
  }

  sendBroadcast(broadcast: Broadcast, channel: string): void {
    this.#transport?.send(broadcast.encoded(this.#transport.format, channel))
  }

  sendError(error: unknown, channel?: string): void {
    this.send({ action: Action.error, error: toErrorInfo(error), ...(channel !== undefined && { channel }) })
  }

  /** Answers a publish or a change of presence with success, and keeps the answer. */
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

  /** Repeats the answer to something that was done before. False when it was not. */
  repeatAck(msgSerial: number): boolean {
    const serials = this.#acks?.get(msgSerial)
    if (serials) this.#sendAck(msgSerial, serials)
    return serials !== undefined
  }

  /** Whether something may have come from this place before, although no answer to it is kept. */
  mayRepeat(msgSerial: number): boolean {
    return this.#isRevived || msgSerial <= this.#lastAck
  }

  get client(): Client {
    return this.#bounds.client
  }

  /** Bounds it by others, when somebody else goes on with it. */
  set bounds(bounds: Bounds) {
    if (this.isConnected) this.client.closed()
    this.#bounds = bounds
    if (this.isConnected) this.client.opened()
  }

  /** Whether one more frame is within the limit. It is counted if so. */
  countFrame(now: number): boolean {
    return this.#bounds.frames.take(now)
  }

  /** @throws RealtimeError `connection_rate_limit` */
  countOperation(): void {
    if (!this.client.takeOperations())
      throw new RealtimeError('connection_rate_limit', 'too many operations a second of this client')
  }

  cancelTimers(): void {
    for (const name of this.#timers?.keys() ?? []) this.setTimer(name, null)
  }

  /** Keeps a timer under a name, in place of an earlier one. */
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

/** What a connection waits for. */
export type TimerName = 'forget' | 'leave' | 'renewToken' | 'expireToken'
