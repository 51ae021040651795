import { useEffect } from 'react'
import { CATCH_UP_AFTER_HIDDEN_MS, POLL_MS } from '@/client/constants'
import type { InboxFilter } from '@/client/desk/inbox/inbox-filter'
import type { InboxStore } from '@/client/desk/inbox/inbox-store'
import type { InboxEvent } from '@/contract/log/events'
import { useLatest } from '../browser/use-latest'
import { useConnectionState } from '../realtime/use-connection-state'
import { useInboxChannels } from './use-inbox-channels'

type Options = {
  inbox: InboxStore
  filter: InboxFilter
  selectedId: string | null
  /** The sites whose conversations the agent can see. */
  siteIds: readonly string[]
  /** Called when conversations were deleted, so that other state for them can be discarded. */
  onErased: (conversationIds: readonly string[]) => void
}

/**
 * Keeps the inbox up to date with the changed rows from the sites' inbox channels. Without a connection, and whenever events
 * may have been missed, it requests the list. Causes no render.
 */
export function useInbox({ inbox, filter, selectedId, siteIds, onErased }: Options): void {
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
  useAskingAgain(inbox, useConnectionState() === 'connected' && areAttached)
}

/** Polls while there is no connection, and reloads when the page is shown again or goes online. */
function useAskingAgain(inbox: InboxStore, isLive: boolean): void {
  const latestIsLive = useLatest(isLive)

  useEffect(() => {
    let hiddenSince: number | null = null
    const reload = () => void inbox.reload()
    const visibilityChanged = () => {
      const hiddenFor = hiddenSince === null ? 0 : Date.now() - hiddenSince
      hiddenSince = document.visibilityState === 'hidden' ? Date.now() : null
      if (hiddenFor > CATCH_UP_AFTER_HIDDEN_MS) reload()
    }
    const poll = setInterval(() => {
      if (!latestIsLive.current || inbox.getSnapshot().phase === 'failed') reload()
    }, POLL_MS)
    window.addEventListener('online', reload)
    document.addEventListener('visibilitychange', visibilityChanged)

    return () => {
      clearInterval(poll)
      window.removeEventListener('online', reload)
      document.removeEventListener('visibilitychange', visibilityChanged)
    }
  }, [inbox, latestIsLive])
}
