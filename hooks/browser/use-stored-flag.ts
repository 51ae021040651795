import { useSyncExternalStore } from 'react'
import type { StoredFlag } from '@/client/browser/stored-flag'

/** Whether a flag is set; `null` on the server, in the first render, and until the browser's storage has been read. */
export function useStoredFlag(flag: StoredFlag): boolean | null {
  return useSyncExternalStore(flag.subscribe, flag.getSnapshot, () => null)
}
