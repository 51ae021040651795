import type * as Ably from 'ably'
import type { ConversationSession } from '@/client/conversation/conversation-session'
import { isWritten, type TimelineMessage } from '@/client/conversation/timeline-entries'
import { leaseChannel } from '@/client/realtime/channel-lease'
import { followChannel } from '@/client/realtime/follow-channel'
import { conversationChannel, staffConversationChannel } from '@/contract/log/channels'
import { conversationEvent } from '@/contract/log/events'
import type { Side } from '@/contract/log/message'
import type { Bubble, Screen } from './screen'

/** A conversation and its site. */
type Place = { siteId: string; conversationId: string }

/** A conversation on a page, as `hooks/conversation/use-conversation.ts` puts it there, without React. */
export class ConversationPage implements Screen {
  readonly owner: string
  readonly session: ConversationSession
  readonly #stop: (() => void)[]

  constructor(owner: string, session: ConversationSession) {
    this.owner = owner
    this.session = session
    this.#stop = [session.start()]
  }

  /** From now on news come by themselves. */
  follow(realtime: Ably.Realtime): void {
    const begin = () => {
      const { conversationId, siteId } = this.session.getSnapshot()
      if (conversationId === null || siteId === null) return
      stopWaiting()
      this.#follow(realtime, { conversationId, siteId })
    }
    // Only a conversation that is loaded tells its site.
    const stopWaiting = this.session.subscribe(begin)
    this.#stop.push(stopWaiting)
    begin()
  }

  #follow(realtime: Ably.Realtime, place: Place): void {
    const { session } = this
    const { channel, release } = leaseChannel(realtime, channelOf(session.side, place))
    const tell = () => {
      const isLive = realtime.connection.state === 'connected' && channel.state === 'attached'
      session.setConnection(isLive ? 'live' : 'away')
    }
    const unfollow = followChannel(channel, {
      onMessage: ({ name, data }) => {
        const event = conversationEvent.safeParse({ name, data })
        if (event.success) session.receive(event.data)
      },
      onDiscontinuity: () => void session.catchUp(),
    })
    channel.on(tell)
    realtime.connection.on(tell)
    tell()
    this.#stop.push(
      unfollow,
      release,
      () => channel.off(tell),
      () => realtime.connection.off(tell),
    )
  }

  close(): void {
    for (const stop of this.#stop) stop()
  }

  get conversationId(): string | null {
    return this.session.getSnapshot().conversationId
  }

  bubbles(): Bubble[] {
    return this.session.getSnapshot().entries.flatMap((entry) => {
      const { sequence, key, isOwn } = entry
      const content = isWritten(entry) ? entry.content : entry.type
      const isEdited = isWritten(entry) && entry.isEdited
      return sequence === null ? [] : [{ sequence, key, isOwn, content, isEdited }]
    })
  }

  waiting(): number {
    return this.#written().filter(({ state }) => state !== 'sent' && state !== 'read').length
  }

  /** What the person wrote and may still change. */
  own(): TimelineMessage[] {
    return this.#written().filter(
      ({ isOwn, isDeleted, sequence }) => isOwn && !isDeleted && sequence !== null,
    )
  }

  unread(): number | null {
    return this.session.getSnapshot().conversation?.unreadCount ?? null
  }

  readByOthers(): number | null {
    return this.own().findLast(({ state }) => state === 'read')?.sequence ?? 0
  }

  /** Presses Retry on every text that `wasRefused`. */
  retry(wasRefused: (text: string) => boolean): void {
    for (const { clientMessageId, content, state } of this.#written())
      if (state === 'failed' && wasRefused(content)) this.session.retry(clientMessageId)
  }

  async loadAll(): Promise<void> {
    while (this.session.getSnapshot().hasOlder) await this.session.loadOlder()
  }

  #written(): TimelineMessage[] {
    return this.session.getSnapshot().entries.filter(isWritten)
  }
}

/** Each side listens to its own log. */
export function channelOf(side: Side, { siteId, conversationId }: Place): string {
  const channel = side === 'agent' ? staffConversationChannel : conversationChannel
  return channel(siteId, conversationId)
}
