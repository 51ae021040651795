import type * as Ably from 'ably'

/** Ably shares one object per channel name, so the first user to detach it would cut off the others. Counts the users. */
const holders = new WeakMap<Ably.RealtimeChannel, number>()

/**
 * Leases a channel and attaches it. The last release detaches it after a delay, so that a component that is unmounted and
 * remounted immediately, as React does in development, stays attached.
 */
export function leaseChannel(client: Ably.RealtimeClient, name: string) {
  // The lease attaches, so that users that only publish or need presence do not have to subscribe.
  const channel = client.channels.get(name, { attachOnSubscribe: false })
  holders.set(channel, count(channel) + 1)
  // Failures are also reported as state changes.
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
