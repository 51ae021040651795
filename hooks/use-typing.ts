import { useEffect, useMemo } from 'react'
import { TypingSender } from '@/client/conversation/typing'
import { TYPING_STARTED, TYPING_STOPPED } from '@/contract/events'
import { useAblyClient } from './use-ably-client'
import { useLeasedChannel } from './use-leased-channel'

type Typing = {
  /** Call when the viewer changed its text. */
  onTyping: () => void
  /** Call when it was sent, emptied or left. */
  onStopTyping: () => void
}

/** Telling the others on a live channel that the viewer types. */
export function useTyping(liveChannelName: string | null): Typing {
  const client = useAblyClient()
  const channel = useLeasedChannel(liveChannelName)
  const sender = useMemo(
    () =>
      new TypingSender((isTyping) => {
        // Kept for later, it would tell of a keystroke long ago.
        if (channel?.state !== 'attached' || client?.connection.state !== 'connected') return
        channel.publish(isTyping ? TYPING_STARTED : TYPING_STOPPED, null).catch(() => {})
      }),
    [client, channel],
  )
  useEffect(() => () => sender.stop(), [sender])

  return useMemo(() => ({ onTyping: () => sender.typed(), onStopTyping: () => sender.stop() }), [sender])
}
