import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'

const KEY = 'agent'

const listeners = new Set<() => void>()
let isAnother = false

/** True once the server refused this page because another agent is signed in, until it accepts the page again. */
export function isAnotherSignedIn(): boolean {
  return isAnother
}

/** Calls `listener` when {@link isAnotherSignedIn} changes. Returns how to stop. */
export function onSignedInChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The server says that the page's agent is not the one who is signed in. */
export function noteRefusal(): void {
  change(true)
}

/** The server took a request for the page's agent. */
export function noteAcceptance(): void {
  change(false)
}

/** Tells this browser's other tabs who is signed in now; `null` after signing out. */
export async function announceAgent(
  agentId: string | null,
  storage: BrowserStorage = browserStorage(),
): Promise<void> {
  if (agentId === null) await storage.remove(KEY)
  else await storage.set(KEY, agentId)
}

/**
 * Calls `doubt` when another tab says that somebody else is signed in, or that the page's agent is again. It is a hint:
 * only the server knows. Returns how to stop.
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
