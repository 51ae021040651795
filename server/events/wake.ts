import { processWide } from '@/server/process-wide'

/** Notifies this process's relay, which registers itself, that a commit added events. */
const listener = processWide('relay-wake', () => ({ wake: () => {} }))

/**
 * Call it after the commit if you store events without `inTransaction`. Cheap and safe to lose: the relay's sweep finds events that
 * it missed.
 */
export function wakeRelay(): void {
  listener.wake()
}

/** Makes {@link wakeRelay} call `wake`. Returns a function that undoes it. */
export function onWakeRelay(wake: () => void): () => void {
  listener.wake = wake
  return () => {
    listener.wake = () => {}
  }
}
