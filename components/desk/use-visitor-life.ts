import type { RefObject } from 'react'
import { liveChannel, parseRealtimeClientId } from '@/contract/log/channels'
import { useDelayed } from '@/hooks/browser/use-delayed'
import { useIsOnScreen } from '@/hooks/browser/use-is-on-screen'
import { usePresence } from '@/hooks/realtime/use-presence'
import { useTypists } from '@/hooks/realtime/use-typists'

/** A row must be in view for so long before its channel is listened to, in milliseconds: scrolling past is no reason. */
const WATCH_AFTER_MS = 400

/** Whether the visitor of a row is here and typing. Known only while the row is in view: each takes a channel. */
export function useVisitorLife(
  { id, siteId }: { id: string; siteId: string },
  row: RefObject<HTMLElement | null>,
) {
  const isWatched = useDelayed(useIsOnScreen(row), WATCH_AFTER_MS)
  const channelName = isWatched ? liveChannel(siteId, id) : null
  const members = usePresence(channelName)
  const { typists } = useTypists(channelName)

  return {
    isOnline: members.some(({ clientId }) => isVisitor(clientId)),
    isTyping: typists.some(isVisitor),
  }
}

function isVisitor(clientId: string): boolean {
  return parseRealtimeClientId(clientId)?.side === 'visitor'
}
