import type { RefObject } from 'react'
import { liveChannel, parseRealtimeClientId } from '@/contract/log/channels'
import { useDelayed } from '@/hooks/browser/use-delayed'
import { useIsOnScreen } from '@/hooks/browser/use-is-on-screen'
import { usePresence } from '@/hooks/realtime/use-presence'
import { useTypists } from '@/hooks/realtime/use-typists'

/** How long a row must be in view before its channel is attached, in milliseconds, so that scrolling past attaches nothing. */
const WATCH_AFTER_MS = 400

/** Whether a row's visitor is present, and typing. Known only while the row is in view, because each takes a channel. */
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
