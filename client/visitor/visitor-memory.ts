import { v4 as uuid } from 'uuid'
import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'

const CONVERSATION = 'porchlight:visitor:conversation'
const START = 'porchlight:visitor:start'

/**
 * Which conversation this browser's visitor has. Only a hint: what opens it is a cookie that no script sees. All tabs
 * share it, so that two of them start one conversation and not two.
 */
export type VisitorMemory = {
  conversationId: () => string | null
  remember: (conversationId: string) => void
  /** The conversation cannot be had any more: the next message starts another. */
  forget: () => void
  /** The secret under which a conversation is started; the same until it was, so that a repeat is harmless. */
  startId: () => string
  /** Calls `listener` when another tab changes the conversation. Returns how to stop. */
  subscribe: (listener: () => void) => () => void
}

/** True when something was begun here before, even if only to be sent later. Another tab counts. */
export function hasVisited(storage: BrowserStorage = browserStorage()): boolean {
  return storage.get(CONVERSATION) !== null || storage.get(START) !== null
}

export function createVisitorMemory(storage: BrowserStorage = browserStorage()): VisitorMemory {
  return {
    conversationId: () => storage.get(CONVERSATION),
    remember(conversationId) {
      storage.set(CONVERSATION, conversationId)
      storage.remove(START)
    },
    forget() {
      storage.remove(CONVERSATION)
      storage.remove(START)
    },
    startId() {
      const known = storage.get(START)
      if (known !== null) return known
      const startId = uuid()
      storage.set(START, startId)
      return startId
    },
    subscribe(listener) {
      const changed = ({ key }: StorageEvent) => {
        if (key === CONVERSATION || key === null) listener()
      }
      window.addEventListener('storage', changed)
      return () => window.removeEventListener('storage', changed)
    },
  }
}
