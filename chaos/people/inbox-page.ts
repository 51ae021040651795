import type * as Ably from 'ably'
import type { Api } from '@/client/api/api'
import { POLL_MS } from '@/client/constants'
import { inboxSource } from '@/client/desk/inbox/inbox-source'
import { InboxStore } from '@/client/desk/inbox/inbox-store'
import { leaseChannel } from '@/client/realtime/channel-lease'
import { followChannel } from '@/client/realtime/follow-channel'
import { inboxChannel } from '@/contract/log/channels'
import { inboxEvent } from '@/contract/log/events'

/** The inbox on a page, as `hooks/desk/use-inbox.ts` puts it there, without React. */
export function followInbox(
  realtime: Ably.Realtime,
  api: Api,
  siteId: string,
): { store: InboxStore; stop: () => void } {
  const store = new InboxStore(inboxSource(api), { status: null, unreadOnly: false })
  const { channel, release } = leaseChannel(realtime, inboxChannel(siteId))
  const unfollow = followChannel(channel, {
    onMessage: ({ name, data }) => {
      const event = inboxEvent.safeParse({ name, data })
      if (!event.success) return
      if (event.data.name === 'inbox.changed') store.receive(event.data.data)
      else store.erase(event.data.data.conversationIds)
    },
    onDiscontinuity: () => void store.reload(),
  })
  const isLive = () => realtime.connection.state === 'connected' && channel.state === 'attached'
  const poll = setInterval(() => {
    if (!isLive() || store.getSnapshot().phase === 'failed') void store.reload()
  }, POLL_MS)
  void store.reload()

  return {
    store,
    stop() {
      clearInterval(poll)
      unfollow()
      release()
    },
  }
}
