import type * as Ably from 'ably'
import { useEffect } from 'react'
import { followChannel } from '@/client/realtime/follow-channel'
import { useLatest } from './browser/use-latest'
import { useChannelState, useLeasedChannel } from './realtime/use-leased-channel'

type Options = {
  /**
   * Called whenever messages may have been missed: after the first attach, and after each loss of continuity. Fetch what is
   * missing here.
   */
  onDiscontinuity?: () => void
}

/**
 * Calls `onMessage` for everything published to `channelName` while the component is mounted.
 *
 * `onMessage` may change on every render without a new subscription. Returns the channel's state, so that callers can
 * distinguish "no messages" from "not connected". `null` subscribes to nothing.
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
