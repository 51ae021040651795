import { setTimeout as sleep } from 'node:timers/promises'
import type * as Ably from 'ably'
import { v4 as uuid } from 'uuid'
import type { Api } from '@/client/api/api'
import { conversationEvent } from '@/contract/log/events'
import type { MessageKind } from '@/contract/log/message'
import { channelOf } from './conversation-page'
import type { Bubble, Screen } from './screen'

const RETRY_MS = 300

/**
 * How a chat is often written: what comes is appended, what fails is sent again under another id, and nothing is kept
 * nor asked for afterwards. The checker must find it out in every run, or it has gone blind.
 */
export class NaivePage implements Screen {
  readonly owner: string
  readonly conversationId: string
  readonly #side: 'visitor' | 'agent'
  readonly #api: Api
  readonly #bubbles: Bubble[] = []
  #queue: Promise<void> = Promise.resolve()
  #waiting = 0
  #isOpen = true

  constructor(
    owner: string,
    side: 'visitor' | 'agent',
    { siteId, conversationId }: { siteId: string; conversationId: string },
    api: Api,
    realtime: Ably.Realtime,
  ) {
    this.owner = owner
    this.conversationId = conversationId
    this.#side = side
    this.#api = api
    const channel = channelOf(side, { siteId, conversationId })
    void realtime.channels.get(channel).subscribe(({ name, data }) => {
      const event = conversationEvent.safeParse({ name, data })
      if (!event.success || event.data.name !== 'entry.appended') return
      const { entry } = event.data.data
      if (entry.kind === 'event') return
      const { id, clientMessageId, sequence, senderSide, content } = entry
      const isOwn = senderSide === this.#side
      this.#bubbles.push({ sequence, key: isOwn ? clientMessageId : id, isOwn, content, isEdited: false })
    })
  }

  send(content: string, kind: MessageKind = 'message'): void {
    this.#waiting += 1
    this.#queue = this.#queue.then(() => this.#deliver(content, kind))
  }

  close(): void {
    this.#isOpen = false
  }

  bubbles(): Bubble[] {
    return this.#bubbles
  }

  waiting(): number {
    return this.#waiting
  }

  unread(): number | null {
    return null
  }

  readByOthers(): number | null {
    return null
  }

  /** Knows of nothing that it has not heard itself. */
  async loadAll(): Promise<void> {}

  async #deliver(content: string, kind: MessageKind): Promise<void> {
    while (this.#isOpen) {
      try {
        await this.#api.postMessage(this.conversationId, { kind, clientMessageId: uuid(), content })
        this.#waiting -= 1
        return
      } catch {
        await sleep(RETRY_MS)
      }
    }
  }
}
