import type * as Ably from 'ably'
import { useEffect, useState } from 'react'
import { useLatest } from '../browser/use-latest'
import { useChannelState, useLeasedChannel } from './use-leased-channel'

/** Somebody on a channel, with all their tabs and devices counted once. */
export type PresentMember = { clientId: string; data: unknown }

const NOBODY: PresentMember[] = []

/** Who is on a channel. While the connection is away, those who were there last; `null` watches nothing. */
export function usePresence(channelName: string | null): PresentMember[] {
  const channel = useLeasedChannel(channelName)
  const isAttached = useChannelState(channel) === 'attached'
  const [members, setMembers] = useState(NOBODY)

  useEffect(() => {
    if (channel === null || !isAttached) return
    let isCurrent = true
    const refresh = async () => {
      const present = await channel.presence.get().catch(() => null)
      if (!isCurrent || present === null) return
      const now = onePerPerson(present)
      // People who are still there are no reason to render.
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
    return () => setMembers(NOBODY)
  }, [channel])

  return members
}

type Entering = {
  /** False leaves, and stays ready to come back. */
  isHere?: boolean
  /** What the viewer tells about itself. */
  data?: unknown
}

/**
 * Makes the viewer present on a channel. One component per channel may do so. Says nothing about the others, so it never
 * causes a render when they come and go.
 */
export function useEnter(channelName: string | null, { isHere = true, data }: Entering = {}): void {
  const channel = useLeasedChannel(channelName)
  const isAttached = useChannelState(channel) === 'attached'
  const latestData = useLatest(data)
  const dataKey = JSON.stringify(data)

  // biome-ignore lint/correctness/useExhaustiveDependencies: equal data need not be told twice
  useEffect(() => {
    if (channel === null || !isAttached || !isHere) return
    // A refusal leaves us out, and that is all. After a lost connection the SDK enters again by itself.
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
