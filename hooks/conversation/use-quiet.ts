import { useSyncExternalStore } from 'react'
import { doNotDisturb, type Quiet, quietAt } from '@/client/alerts/do-not-disturb'
import { useNow } from '../browser/use-now'

/** Until when do-not-disturb is on in this browser; `null`: it is off, or this is the first render. Exact to a minute. */
export function useQuiet(): Quiet | null {
  const stored = useSyncExternalStore(doNotDisturb.subscribe, doNotDisturb.getSnapshot, () => null)
  const now = useNow()
  return now === null ? null : quietAt(now, stored)
}
