import { useSyncExternalStore } from 'react'
import { doNotDisturb, type Quiet, quietAt } from '@/client/alerts/do-not-disturb'
import { useNow } from './use-now'

/** Whether do-not-disturb is on in this browser; `null` while it is not, and in the first picture. Ends within a minute of its time. */
export function useQuiet(): Quiet | null {
  const stored = useSyncExternalStore(doNotDisturb.subscribe, doNotDisturb.getSnapshot, () => null)
  const now = useNow()
  return now === null ? null : quietAt(now, stored)
}
