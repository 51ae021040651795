import { useEffect, useMemo, useState } from 'react'
import { TypistList } from '@/client/conversation/typing'
import { TYPING_STARTED, TYPING_STOPPED } from '@/contract/log/event-names'
import { useAblyChannel } from '../use-ably-channel'
import { useAblyClient } from './use-ably-client'

type Typists = {
  /** The realtime client ids of the others who are typing, in the order they started. */
  typists: readonly string[]
  /** Call when a person's message arrives, because they may not have signalled the end of typing. */
  forget: (clientId: string) => void
}

/** Who else is typing on a live channel. Trusts only the sender's id, not the content. */
export function useTypists(liveChannelName: string | null): Typists {
  const client = useAblyClient()
  const [typists, setTypists] = useState<readonly string[]>([])
  const list = useMemo(() => new TypistList(setTypists), [])

  useAblyChannel(liveChannelName, ({ name, clientId }) => {
    if (!clientId || clientId === client?.auth.clientId) return
    if (name === TYPING_STARTED) list.started(clientId)
    if (name === TYPING_STOPPED) list.stopped(clientId)
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: typists belong to the previous channel
  useEffect(() => () => list.clear(), [list, liveChannelName])

  return useMemo(() => ({ typists, forget: (clientId: string) => list.stopped(clientId) }), [typists, list])
}
