import type * as Ably from 'ably'
import { useEffect, useState } from 'react'
import { useLatest } from './use-latest'
import { useChannelState, useLeasedChannel } from './use-leased-channel'

/** Somebody on a channel, with all their tabs and devices counted once. */
export type PresentMember = { clientId: string; data: unknown }

type Options = {
  /** Whether the viewer itself is there. One component per channel may say so. */
  enter?: boolean
  /** What the viewer tells about itself. */
  data?: unknown
}

const NOBODY: PresentMember[] = []

/** Who is on a channel. While the connection is away, whoever was there last; `null` watches nothing. */
export function usePresence(
  channelName: string | null,
  { enter = false, data }: Options = {},
): PresentMember[] {
  const channel = useLeasedChannel(channelName)
  const isAttached = useChannelState(channel) === 'attached'
  const [members, setMembers] = useState(NOBODY)
  const latestData = useLatest(data)
  const dataKey = JSON.stringify(data)

  useEffect(() => {
    if (channel === null || !isAttached) return
    let isCurrent = true
    const refresh = async () => {
      const present = await channel.presence.get().catch(() => null)
      if (isCurrent && present !== null) setMembers(onePerPerson(present))
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: equal data need not be told twice
  useEffect(() => {
    if (channel === null || !isAttached || !enter) return
    // A refusal leaves us out, and that is all. After a lost connection the SDK enters again by itself.
    channel.presence.enter(latestData.current).catch(() => {})
  }, [channel, isAttached, enter, dataKey])

  useEffect(() => {
    if (channel === null || !enter) return
    return () => {
      if (channel.state === 'attached') channel.presence.leave().catch(() => {})
    }
  }, [channel, enter])

  return members
}

function onePerPerson(present: Ably.PresenceMessage[]): PresentMember[] {
  const byClientId = new Map(present.map((member) => [member.clientId, member.data as unknown]))
  return [...byClientId].map(([clientId, data]) => ({ clientId, data }))
}
