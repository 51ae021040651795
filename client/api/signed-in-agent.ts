import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'

const KEY = 'agent'

const listeners = new Set<() => void>()
let isAnother = false

/** True from when the server refuses this page because another agent is signed in, until it accepts a request again. */
export function isAnotherSignedIn(): boolean {
  return isAnother
}

/** Calls `listener` when {@link isAnotherSignedIn} changes. Returns an unsubscribe function. */
export function onSignedInChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The server refused a request because another agent is signed in. */
export function noteRefusal(): void {
  change(true)
}

/** The server accepted a request from the page's agent. */
export function noteAcceptance(): void {
  change(false)
}

/** Notifies this browser's other tabs of who is signed in now; `null` after signing out. */
export async function announceAgent(
  agentId: string | null,
  storage: BrowserStorage = browserStorage(),
): Promise<void> {
  if (agentId === null) await storage.remove(KEY)
  else await storage.set(KEY, agentId)
}

/**
 * Calls `doubt` when another tab reports a sign-in or sign-out. This is only a hint: ask the server. Returns an unsubscribe
 * function.
 */
export function followAgent(doubt: () => void): () => void {
  return browserStorage().subscribe(({ key }) => {
    if (key === KEY || key === null) doubt()
  })
}

function change(value: boolean): void {
  if (value === isAnother) return
  isAnother = value
  for (const listener of listeners) listener()
}
