import { useSyncExternalStore } from 'react'
import { doNotDisturb, type Quiet, quietAt } from '@/client/alerts/do-not-disturb'
import { useNow } from '../browser/use-now'

/** Until when do-not-disturb is on in this browser; `null` if it is off, and in the first render. Updated every minute. */
export function useQuiet(): Quiet | null {
  const stored = useSyncExternalStore(doNotDisturb.subscribe, doNotDisturb.getSnapshot, () => null)
  const now = useNow()
  return now === null ? null : quietAt(now, stored)
}
