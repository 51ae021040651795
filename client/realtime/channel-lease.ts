import type * as Ably from 'ably'

/** Ably hands out one shared object per channel name: the first borrower to detach it would cut off the rest. */
const holders = new WeakMap<Ably.RealtimeChannel, number>()

/**
 * Borrows a channel and has it attached. The last holder to release it detaches it and forgets it, a moment later: a
 * component that is taken out and put back at once, as React does in development, keeps its attachment.
 */
export function leaseChannel(client: Ably.RealtimeClient, name: string) {
  // Borrowing attaches, so that a borrower that only publishes or wants presence need not subscribe.
  const channel = client.channels.get(name, { attachOnSubscribe: false })
  holders.set(channel, count(channel) + 1)
  // A refusal also arrives as a state change; the rejection tells us nothing more.
  channel.attach().catch(() => {})
  let isReleased = false

  function release() {
    if (isReleased) return
    isReleased = true
    holders.set(channel, count(channel) - 1)
    setTimeout(() => void leave(client, channel), 0)
  }

  return { channel, release }
}

async function leave(client: Ably.RealtimeClient, channel: Ably.RealtimeChannel): Promise<void> {
  if (count(channel) > 0 || client.channels.all[channel.name] !== channel) return
  await channel.detach().catch(() => {})
  if (count(channel) === 0) client.channels.release(channel.name)
}

function count(channel: Ably.RealtimeChannel): number {
  return holders.get(channel) ?? 0
}
