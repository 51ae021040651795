import { useSyncExternalStore } from 'react'
import { draftText } from '@/client/outbox/draft-text'

/** What this browser's agent has typed under a key and not sent. Empty in the first picture. */
export function useDraftText(key: string): string {
  const { subscribe, getSnapshot } = draftText(key)
  return useSyncExternalStore(subscribe, getSnapshot, () => '')
}
