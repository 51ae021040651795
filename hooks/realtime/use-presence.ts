import type * as Ably from 'ably'
import { useEffect, useState } from 'react'
import { useLatest } from '../browser/use-latest'
import { useChannelState, useLeasedChannel } from './use-leased-channel'

/** A person on a channel. All their tabs and devices count as one. */
export type PresentMember = { clientId: string; data: unknown }

const NO_MEMBERS: PresentMember[] = []

/** Who is present on a channel. While disconnected, the last known members. `null` subscribes to nothing. */
export function usePresence(channelName: string | null): PresentMember[] {
  const channel = useLeasedChannel(channelName)
  const isAttached = useChannelState(channel) === 'attached'
  const [members, setMembers] = useState(NO_MEMBERS)

  useEffect(() => {
    if (channel === null || !isAttached) return
    let isCurrent = true
    const refresh = async () => {
      const present = await channel.presence.get().catch(() => null)
      if (!isCurrent || present === null) return
      const now = onePerPerson(present)
      // Avoids a render if nothing changed.
      setMembers((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now))
    }
    channel.presence.subscribe(refresh).catch(() => {})
    void refresh()
    return () => {
      isCurrent = false
      channel.presence.unsubscribe(refresh)
    }
  }, [channel, isAttached])

  useEffect(() => {
    if (channel === null) return
    return () => setMembers(NO_MEMBERS)
  }, [channel])

  return members
}

type Entering = {
  /** False leaves, but keeps the channel attached. */
  isHere?: boolean
  /** The viewer's presence data. */
  data?: unknown
}

/** Enters a channel's presence set. Use at most one per channel. Does not subscribe, so others' presence causes no render. */
export function useEnter(channelName: string | null, { isHere = true, data }: Entering = {}): void {
  const channel = useLeasedChannel(channelName)
  const isAttached = useChannelState(channel) === 'attached'
  const latestData = useLatest(data)
  const dataKey = JSON.stringify(data)

  // biome-ignore lint/correctness/useExhaustiveDependencies: equal data need not be sent twice
  useEffect(() => {
    if (channel === null || !isAttached || !isHere) return
    // If this is refused, the viewer is just not shown as present. The SDK re-enters after a lost connection.
    channel.presence.enter(latestData.current).catch(() => {})
  }, [channel, isAttached, isHere, dataKey])

  useEffect(() => {
    if (channel === null || !isHere) return
    return () => {
      if (channel.state === 'attached') channel.presence.leave().catch(() => {})
    }
  }, [channel, isHere])
}

function onePerPerson(present: Ably.PresenceMessage[]): PresentMember[] {
  const byClientId = new Map(present.map((member) => [member.clientId, member.data as unknown]))
  return [...byClientId].map(([clientId, data]) => ({ clientId, data }))
}
