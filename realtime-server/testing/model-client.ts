import { Flag } from '../protocol/flags'
import type { TestClient } from './client'

/** A client's view of a channel, by the SDK's rules. */
export class ChannelView {
  isAttached = false
  /** The serial to resume from. */
  cursor: string | undefined
  /** Names of the messages received since continuity was last lost. */
  heard: string[] = []
  /** The members, as `connectionId:clientId`. */
  present = new Set<string>()
  /** Whether the last ATTACHED reported continuity; `null` when there was none to keep. */
  resumed: boolean | null = null
}

/** A client that follows the SDK where the protocol makes promises: cursors, re-entry, repetition. */
export class ModelClient {
  readonly #client: TestClient
  readonly #views = new Map<string, ChannelView>()
  readonly #entered = new Map<string, { channel: string; clientId: string; id: string }>()
  readonly answers: { action: number; msgSerial: number; count: number; res?: { serials: string[] }[] }[] = []
  isConnected = true
  /** Milliseconds since 1970. */
  lostAt = 0
  nextMsgSerial = 0
  #connectionId: string

  constructor(client: TestClient, connectionId: string) {
    this.#client = client
    this.#connectionId = connectionId
  }

  get connectionId(): string {
    return this.#connectionId
  }

  view(channel: string): ChannelView {
    const view = this.#views.get(channel) ?? new ChannelView()
    this.#views.set(channel, view)
    return view
  }

  attach(channel: string): void {
    const { cursor } = this.view(channel)
    this.#send({ action: 10, channel, ...(cursor !== undefined && { channelSerial: cursor }) })
    this.#reenter(channel)
  }

  detach(channel: string): void {
    this.#send({ action: 12, channel })
    for (const [key, member] of this.#entered) if (member.channel === channel) this.#entered.delete(key)
  }

  /** @returns the frame, for sending it again */
  publish(channel: string, name: string): object {
    const frame = { action: 15, channel, msgSerial: this.nextMsgSerial++, messages: [{ name }] }
    this.#send(frame)
    return frame
  }

  repeat(frame: object): void {
    this.#send(frame)
  }

  /** @param action 2 enters, 3 leaves, 4 updates */
  present(channel: string, clientId: string, action: 2 | 3 | 4): void {
    const msgSerial = this.nextMsgSerial++
    this.#send({ action: 14, channel, msgSerial, presence: [{ action, clientId }] })
    if (!this.view(channel).isAttached) return
    if (action === 3) this.#entered.delete(`${channel} ${clientId}`)
    else
      this.#entered.set(`${channel} ${clientId}`, {
        channel,
        clientId,
        id: `${this.#connectionId}:${msgSerial}:0`,
      })
  }

  /** The members it entered, as `connectionId:clientId`. */
  entered(channel: string): string[] {
    return [...this.#entered.values()]
      .filter((member) => member.channel === channel)
      .map(({ clientId }) => `${this.#connectionId}:${clientId}`)
  }

  lose(now: number): void {
    this.isConnected = false
    this.lostAt = now
    this.#client.lose()
    this.#client.take()
  }

  /** Reconnects and restores attachments and members. */
  reconnect(): void {
    this.isConnected = true
    this.#client.reconnect()
    this.#read()
    for (const [channel, view] of this.#views) if (view.isAttached) this.attach(channel)
  }

  /** Processes the frames received since. */
  read(): void {
    if (this.isConnected) this.#read()
  }

  #reenter(channel: string): void {
    for (const { channel: where, clientId, id } of this.#entered.values()) {
      if (where !== channel) continue
      this.#send({
        action: 14,
        channel,
        msgSerial: this.nextMsgSerial++,
        presence: [{ action: 2, clientId, id }],
      })
    }
  }

  #send(frame: object): void {
    this.#client.send(frame)
    this.#read()
  }

  #read(): void {
    for (const frame of this.#client.take()) {
      const view = this.view(frame.channel ?? '')
      if (frame.action === 1 || frame.action === 2) this.answers.push(frame)
      else if (frame.action === 4) this.#connectionId = frame.connectionId
      else if (frame.action === 11) attached(view, frame)
      else if (frame.action === 13) detached(view)
      else if (frame.action === 14 || frame.action === 16) present(view, frame)
      else if (frame.action === 15)
        view.heard.push(...frame.messages.map(({ name }: { name: string }) => name))
      if ([11, 14, 15].includes(frame.action)) view.cursor = frame.channelSerial
    }
  }
}

type Frame = ReturnType<TestClient['take']>[number]

function attached(view: ChannelView, { flags }: Frame): void {
  view.resumed = view.cursor === undefined ? null : (flags & Flag.resumed) !== 0
  view.isAttached = true
  if (!view.resumed) view.heard = []
  // A sync follows, unless there are no members.
  view.present.clear()
}

function detached(view: ChannelView): void {
  view.isAttached = false
  view.cursor = undefined
  view.present.clear()
}

function present(view: ChannelView, { presence }: Frame): void {
  for (const { action, connectionId, clientId } of presence) {
    if (action === 3) view.present.delete(`${connectionId}:${clientId}`)
    else view.present.add(`${connectionId}:${clientId}`)
  }
}
