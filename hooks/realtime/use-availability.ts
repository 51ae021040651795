import { useEffect, useState } from 'react'
import { createApi } from '@/client/api/api'
import { AVAILABILITY_CHECK_MS, AVAILABILITY_POLL_MS } from '@/client/constants'
import { statusChannel } from '@/contract/log/channels'
import { readAvailability } from '@/contract/log/event-table'
import { useIsPageVisible } from '../browser/use-is-page-visible'
import { useAblyChannel } from '../use-ably-channel'
import { useConnectionState } from './use-connection-state'
import { useSpeaker } from './use-speaker'

/**
 * Whether an agent is available; `null` while unknown. Follows the realtime channel; without a connection, polls while the page
 * is visible.
 *
 * @param siteId the visitor's site; `null` if they have no conversation yet and therefore may not subscribe
 * @param sign checked again when it changes, because a reply suggests that an agent has arrived
 */
export function useAvailability(siteId: string | null, sign: string | null): boolean | null {
  const [isOnline, setIsOnline] = useState<boolean | null>(null)
  const isVisible = useIsPageVisible()
  const speaker = useSpeaker()
  const channelState = useAblyChannel(siteId && statusChannel(siteId), (message) => {
    const told = readAvailability(message)
    if (told !== null) setIsOnline(told)
  })
  const isConnected = useConnectionState() === 'connected'
  const isTold = isConnected && channelState === 'attached'

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new sign triggers a request, whatever its value
  useEffect(() => {
    if (!isVisible) return
    let isCurrent = true
    const api = createApi(speaker)
    const ask = async () => {
      // On failure, keep the last known value.
      const answer = await api.getAvailability().catch(() => null)
      if (isCurrent && answer !== null) setIsOnline(answer.online)
    }
    void ask()
    const timer = setInterval(ask, isTold ? AVAILABILITY_CHECK_MS : AVAILABILITY_POLL_MS)
    return () => {
      isCurrent = false
      clearInterval(timer)
    }
  }, [speaker, isVisible, isTold, sign])

  return isOnline
}
