import type * as Ably from 'ably'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { leaseChannel } from '@/client/realtime/channel-lease'
import { useAblyClient } from './use-ably-client'

/** Keeps a channel attached while the component is mounted. `null` for no name, and while there is no client. */
export function useLeasedChannel(channelName: string | null): Ably.RealtimeChannel | null {
  const client = useAblyClient()
  const [channel, setChannel] = useState<Ably.RealtimeChannel | null>(null)

  useEffect(() => {
    if (client === null || channelName === null) return
    const lease = leaseChannel(client, channelName)
    setChannel(lease.channel)
    return () => {
      setChannel(null)
      lease.release()
    }
  }, [client, channelName])

  return channel
}

/** A channel's state as React state. */
export function useChannelState(channel: Ably.RealtimeChannel | null): Ably.ChannelState {
  const subscribe = useCallback(
    (changed: () => void) => {
      channel?.on(changed)
      return () => channel?.off(changed)
    },
    [channel],
  )
  return useSyncExternalStore(
    subscribe,
    () => channel?.state ?? 'initialized',
    () => 'initialized',
  )
}
