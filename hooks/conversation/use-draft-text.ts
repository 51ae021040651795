import { useSyncExternalStore } from 'react'
import { draftText } from '@/client/outbox/draft-text'

/** An agent's draft under a key in this browser. Empty in the first render. */
export function useDraftText(key: string): string {
  const { subscribe, getSnapshot } = draftText(key)
  return useSyncExternalStore(subscribe, getSnapshot, () => '')
}
