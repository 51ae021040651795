import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'
import { draftKeys } from './draft-store'
import { forgetDraft, readDraft } from './drafts'

/** The conversations in which an agent has written something in this browser that was not sent. */
export function unsentConversations(agentId: string, storage: BrowserStorage = browserStorage()): string[] {
  const prefix = `agent:${agentId}:`
  const drafts = draftKeys(prefix, storage).filter((key) => readDraft(key, storage).trim() !== '')
  const queued = outboxNames(agentId, storage).map((name) => name.split(':').slice(2, -1).join(':'))
  return [...new Set([...drafts, ...queued].map((key) => key.slice(prefix.length)))]
}

/** Deletes it all, in every tab, so the next person at this browser does not find it. */
export function forgetUnsent(agentId: string, storage: BrowserStorage = browserStorage()): void {
  for (const key of draftKeys(`agent:${agentId}:`, storage)) forgetDraft(key, storage)
  for (const name of outboxNames(agentId, storage)) storage.remove(name)
}

function outboxNames(agentId: string, storage: BrowserStorage): string[] {
  return storage.keys(`porchlight:outbox:agent:${agentId}:`)
}
