import { useEffect, useState } from 'react'
import { leaseChannel } from '@/client/realtime/channel-lease'
import { followChannel } from '@/client/realtime/follow-channel'
import { inboxChannel } from '@/contract/log/channels'
import { readInboxEvent } from '@/contract/log/event-table'
import type { InboxEvent } from '@/contract/log/events'
import { useLatest } from '../browser/use-latest'
import { useAblyClient } from '../realtime/use-ably-client'

type Listener = {
  onEvent: (event: InboxEvent) => void
  /** Events may have been missed: after the first attach, and after each loss of continuity. */
  onDiscontinuity: () => void
}

/** Subscribes to these sites' inbox channels. Returns whether all are attached. */
export function useInboxChannels(siteIds: readonly string[], listener: Listener): boolean {
  const client = useAblyClient()
  const latest = useLatest(listener)
  const [areAttached, setAreAttached] = useState(false)
  const key = siteIds.join(' ')

  useEffect(() => {
    if (client === null || key === '') return
    const leases = key.split(' ').map((siteId) => leaseChannel(client, inboxChannel(siteId)))
    const look = () => setAreAttached(leases.every(({ channel }) => channel.state === 'attached'))
    const stops = leases.map(({ channel, release }) => {
      const unfollow = followChannel(channel, {
        onMessage: (message) => {
          const event = readInboxEvent(message)
          if (event !== null) latest.current.onEvent(event)
        },
        onDiscontinuity: () => latest.current.onDiscontinuity(),
      })
      channel.on(look)
      return () => {
        channel.off(look)
        unfollow()
        release()
      }
    })
    look()
    return () => {
      for (const stop of stops) stop()
      setAreAttached(false)
    }
  }, [client, key, latest])

  return areAttached
}
