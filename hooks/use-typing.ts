import { useEffect, useMemo, useState } from 'react'
import { TypingSender, TypistList } from '@/client/typing'
import { TYPING_STARTED, TYPING_STOPPED } from '@/contract/events'
import { useAblyChannel } from './use-ably-channel'
import { useAblyClient } from './use-ably-client'
import { useLeasedChannel } from './use-leased-channel'

type Typing = {
  /** The realtime client ids of the others who are typing at this moment, those who began first in front. */
  typists: readonly string[]
  /** Call when the viewer changed its text. */
  onTyping: () => void
  /** Call when it was sent, emptied or left. */
  onStopTyping: () => void
  /** Somebody's message came, so they are done even if they did not say so. */
  forget: (clientId: string) => void
}

/** Who is typing on a live channel, and telling so. What people publish there says nothing but who they are. */
export function useTyping(liveChannelName: string | null): Typing {
  const client = useAblyClient()
  const channel = useLeasedChannel(liveChannelName)
  const [typists, setTypists] = useState<readonly string[]>([])
  const list = useMemo(() => new TypistList(setTypists), [])
  const sender = useMemo(
    () =>
      new TypingSender((isTyping) => {
        // Kept for later, it would tell of a keystroke long ago.
        if (channel?.state !== 'attached' || client?.connection.state !== 'connected') return
        channel.publish(isTyping ? TYPING_STARTED : TYPING_STOPPED, null).catch(() => {})
      }),
    [client, channel],
  )

  useAblyChannel(liveChannelName, ({ name, clientId }) => {
    if (!clientId || clientId === client?.auth.clientId) return
    if (name === TYPING_STARTED) list.started(clientId)
    if (name === TYPING_STOPPED) list.stopped(clientId)
  })

  useEffect(() => () => sender.stop(), [sender])
  // biome-ignore lint/correctness/useExhaustiveDependencies: who typed there does not type here
  useEffect(() => () => list.clear(), [list, liveChannelName])

  return useMemo(
    () => ({
      typists,
      onTyping: () => sender.typed(),
      onStopTyping: () => sender.stop(),
      forget: (clientId: string) => list.stopped(clientId),
    }),
    [typists, sender, list],
  )
}
