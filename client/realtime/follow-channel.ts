import type * as Ably from 'ably'

type Follower = {
  onMessage: (message: Ably.InboundMessage) => void
  /** Messages may have been missed: at the first attachment, and after each loss of continuity. */
  onDiscontinuity: () => void
}

/** Listens to a channel that somebody has attached, or will. Returns how to stop. */
export function followChannel(
  channel: Ably.RealtimeChannel,
  { onMessage, onDiscontinuity }: Follower,
): () => void {
  const attached = ({ resumed }: Ably.ChannelStateChange) => {
    if (!resumed) onDiscontinuity()
  }
  // A refusal also arrives as a state; the rejection tells us nothing more.
  channel.subscribe(onMessage).catch(() => {})
  channel.on(['attached', 'update'], attached)
  // Shared with somebody who came earlier: what was published until now went to them alone.
  if (channel.state === 'attached') onDiscontinuity()

  return () => {
    channel.unsubscribe(onMessage)
    channel.off(attached)
  }
}
