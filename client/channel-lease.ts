import type * as Ably from 'ably'

/** Ably hands out one shared object per channel name: whoever detaches it first would cut off the rest. */
const holders = new WeakMap<Ably.RealtimeChannel, number>()

/**
 * Borrows a channel and has it attached. The last holder to release it detaches it and forgets it, a moment later: a
 * component that is taken out and put back at once, as React does in development, keeps its attachment.
 */
export function leaseChannel(client: Ably.RealtimeClient, name: string) {
  // Who subscribes does not attach by that, because it must not happen while the channel is still being detached.
  const channel = client.channels.get(name, { attachOnSubscribe: false })
  holders.set(channel, count(channel) + 1)
  attach(channel)
  let isReleased = false

  function release() {
    if (isReleased) return
    isReleased = true
    holders.set(channel, count(channel) - 1)
    setTimeout(() => void leave(client, channel), 0)
  }

  return { channel, release }
}

function attach(channel: Ably.RealtimeChannel): void {
  if (channel.state === 'attached' || channel.state === 'attaching') return
  // Ably would take the late answer to the detaching for a refusal of the attaching, and wait for 15 s.
  if (channel.state === 'detaching') channel.once('detached', () => count(channel) > 0 && attach(channel))
  // A refused attach also arrives as a state change; the rejection tells us nothing more.
  else channel.attach().catch(() => {})
}

async function leave(client: Ably.RealtimeClient, channel: Ably.RealtimeChannel): Promise<void> {
  if (count(channel) > 0 || client.channels.all[channel.name] !== channel) return
  await channel.detach().catch(() => {})
  if (count(channel) === 0) client.channels.release(channel.name)
}

function count(channel: Ably.RealtimeChannel): number {
  return holders.get(channel) ?? 0
}
