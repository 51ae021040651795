import type * as Ably from 'ably'
import { useEffect } from 'react'
import { followChannel } from '@/client/realtime/follow-channel'
import { useLatest } from './browser/use-latest'
import { useChannelState, useLeasedChannel } from './realtime/use-leased-channel'

type Options = {
  /**
   * Called whenever messages may have been missed: at the first attachment, and after each loss of continuity. The
   * place to ask for what is not here.
   */
  onDiscontinuity?: () => void
}

/**
 * Calls `onMessage` for everything published to `channelName` while the component is mounted.
 *
 * `onMessage` may be a new function on every render; the subscription outlives it. Returns the channel's state, so that
 * a caller can tell "nothing new" from "not connected". `null` subscribes to nothing.
 */
export function useAblyChannel(
  channelName: string | null,
  onMessage: (message: Ably.InboundMessage) => void,
  { onDiscontinuity }: Options = {},
): Ably.ChannelState {
  const channel = useLeasedChannel(channelName)
  const latestOnMessage = useLatest(onMessage)
  const latestOnDiscontinuity = useLatest(onDiscontinuity)

  useEffect(() => {
    if (channel === null) return
    return followChannel(channel, {
      onMessage: (message) => latestOnMessage.current(message),
      onDiscontinuity: () => latestOnDiscontinuity.current?.(),
    })
  }, [channel, latestOnMessage, latestOnDiscontinuity])

  return useChannelState(channel)
}
