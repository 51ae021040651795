import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'

const PREFIX = 'porchlight:away:'

/** Whether this agent has said, in this browser, that they are away. */
export function saysAway(agentId: string, storage: BrowserStorage = browserStorage()): boolean {
  return storage.get(PREFIX + agentId) !== null
}

/** Keeps what the agent says, also for later visits, and tells the other tabs. */
export function sayAway(agentId: string, isAway: boolean, storage: BrowserStorage = browserStorage()): void {
  if (isAway) storage.set(PREFIX + agentId, 'yes')
  else storage.remove(PREFIX + agentId)
  for (const listener of listeners) listener()
}

/** Calls `listener` when any tab of this browser says something else. Returns how to stop. */
export function onAwayChange(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

const listeners = new Set<() => void>()
