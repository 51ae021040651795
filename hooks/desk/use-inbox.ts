import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Api } from '@/client/api/api'
import { CATCH_UP_AFTER_HIDDEN_MS, POLL_MS } from '@/client/constants'
import type { InboxFilter } from '@/client/desk/inbox/inbox'
import { inboxSource } from '@/client/desk/inbox/inbox-source'
import { InboxStore, type InboxView } from '@/client/desk/inbox/inbox-store'
import type { ConversationPage } from '@/contract/log/conversation'
import type { InboxEvent } from '@/contract/log/events'
import { useLatest } from '../browser/use-latest'
import { useConnectionState } from '../realtime/use-connection-state'
import { useInboxChannels } from './use-inbox-channels'

type Options = {
  api: Api
  filter: InboxFilter
  selectedId: string | null
  /** The sites whose conversations the agent sees. */
  siteIds: readonly string[]
  /** The first page that the server has put into the page already; `null` when it is of another filter. */
  initial: ConversationPage | null
  /** Called when conversations were deleted, so that what is kept of them elsewhere goes too. */
  onErased: (conversationIds: readonly string[]) => void
}

/**
 * The agents' list of conversations as React state. The sites' inbox channels tell the rows that changed; without it, and after
 * any doubt, it asks.
 */
export function useInbox(options: Options): { inbox: InboxStore; view: InboxView } {
  const { api, filter, selectedId, siteIds, initial, onErased } = options
  const [inbox] = useState(() => new InboxStore(inboxSource(api), filter, initial))
  const view = useSyncExternalStore(inbox.subscribe, inbox.getSnapshot, inbox.getSnapshot)
  const { status, unreadOnly, siteId, needsAnswer } = filter

  useEffect(
    () =>
      inbox.setFilter({ status, unreadOnly, ...(siteId && { siteId }), ...(needsAnswer && { needsAnswer }) }),
    [inbox, status, unreadOnly, siteId, needsAnswer],
  )
  useEffect(() => inbox.select(selectedId), [inbox, selectedId])
  useEffect(() => inbox.start(), [inbox])

  function receive(event: InboxEvent) {
    if (event.name === 'inbox.changed') return inbox.receive(event.data)
    inbox.erase(event.data.conversationIds)
    onErased(event.data.conversationIds)
  }

  const areAttached = useInboxChannels(siteIds, {
    onEvent: receive,
    onDiscontinuity: () => void inbox.reload(),
  })
  const isLive = useConnectionState() === 'connected' && areAttached
  useAskingAgain(inbox, isLive && view.phase !== 'failed')

  return { inbox, view }
}

/** Asks again every few seconds while no news come by themselves, and when the browser wakes up or finds its network. */
function useAskingAgain(inbox: InboxStore, isCalm: boolean): void {
  const latestIsCalm = useLatest(isCalm)

  useEffect(() => {
    let hiddenSince: number | null = null
    const reload = () => void inbox.reload()
    const visibilityChanged = () => {
      const hiddenFor = hiddenSince === null ? 0 : Date.now() - hiddenSince
      hiddenSince = document.visibilityState === 'hidden' ? Date.now() : null
      if (hiddenFor > CATCH_UP_AFTER_HIDDEN_MS) reload()
    }
    const poll = setInterval(() => {
      if (!latestIsCalm.current) reload()
    }, POLL_MS)
    window.addEventListener('online', reload)
    document.addEventListener('visibilitychange', visibilityChanged)

    return () => {
      clearInterval(poll)
      window.removeEventListener('online', reload)
      document.removeEventListener('visibilitychange', visibilityChanged)
    }
  }, [inbox, latestIsCalm])
}
