import type * as Ably from 'ably'

type Follower = {
  onMessage: (message: Ably.InboundMessage) => void
  /** Messages may have been missed: after the first attach, and after each loss of continuity. */
  onDiscontinuity: () => void
}

/** Subscribes to a channel that is attached elsewhere. Returns an unsubscribe function. */
export function followChannel(
  channel: Ably.RealtimeChannel,
  { onMessage, onDiscontinuity }: Follower,
): () => void {
  const attached = ({ resumed }: Ably.ChannelStateChange) => {
    if (!resumed) onDiscontinuity()
  }
  // Failures are also reported as state changes.
  channel.subscribe(onMessage).catch(() => {})
  channel.on(['attached', 'update'], attached)
  // Another user has already attached it and received the messages so far.
  if (channel.state === 'attached') onDiscontinuity()

  return () => {
    channel.unsubscribe(onMessage)
    channel.off(attached)
  }
}
