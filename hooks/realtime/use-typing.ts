import { useEffect, useMemo, useRef, useState } from 'react'
import { TypingSender } from '@/client/conversation/typing'
import { TYPING_STARTED, TYPING_STOPPED } from '@/contract/log/event-names'
import { useAblyClient } from './use-ably-client'
import { useLeasedChannel } from './use-leased-channel'

type Typing = {
  /** Call when the viewer has changed their text. */
  onTyping: () => void
  /** Call when it is sent, cleared or abandoned. */
  onStopTyping: () => void
}

/** Signals on a live channel that the viewer is typing. If they start before the channel is attached, signals once it is. */
export function useTyping(liveChannelName: string | null): Typing {
  const client = useAblyClient()
  const channel = useLeasedChannel(liveChannelName)
  const tell = useRef<(isTyping: boolean) => void>(() => {})
  const [sender] = useState(() => new TypingSender((isTyping) => tell.current(isTyping)))

  useEffect(() => {
    if (client === null || channel === null) return
    tell.current = (isTyping) => {
      // A queued signal would arrive long after the keystroke.
      if (channel.state !== 'attached' || client.connection.state !== 'connected') return
      channel.publish(isTyping ? TYPING_STARTED : TYPING_STOPPED, null).catch(() => {})
    }
    const repeat = () => sender.repeat()
    repeat()
    channel.on('attached', repeat)
    return () => {
      sender.stop()
      channel.off('attached', repeat)
      tell.current = () => {}
    }
  }, [client, channel, sender])

  return useMemo(() => ({ onTyping: () => sender.typed(), onStopTyping: () => sender.stop() }), [sender])
}
