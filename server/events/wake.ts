import { processWide } from '@/server/process-wide'

/** Where a commit tells the relay that there is something to send. The relay of this process puts itself in. */
const listener = processWide('relay-wake', () => ({ wake: () => {} }))

/**
 * For what records events without `inTransaction`: after the commit. Costs nothing and cannot fail: the relay's sweep
 * finds what a lost call would have announced.
 */
export function wakeRelay(): void {
  listener.wake()
}

/** From now on {@link wakeRelay} calls `wake`. Returns what undoes it. */
export function onWakeRelay(wake: () => void): () => void {
  listener.wake = wake
  return () => {
    listener.wake = () => {}
  }
}
