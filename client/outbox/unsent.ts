import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'
import { conversationOfKey } from './draft-key'
import { draftKeys } from './draft-store'
import { forgetDraft, readDraft } from './drafts'
import { forgetQueued, queuedKeys } from './outbox-store'

/** The conversations in which an agent has unsent text in this browser. */
export async function unsentConversations(
  agentId: string,
  storage: BrowserStorage = browserStorage(),
): Promise<string[]> {
  const prefix = `agent:${agentId}:`
  const drafts = new Set<string>()
  for (const key of await draftKeys(prefix, storage)) {
    if ((await readDraft(key, storage)).trim() !== '') drafts.add(key)
  }
  const queued = await queuedKeys(prefix, storage)
  return [...new Set([...drafts, ...queued].map((key) => conversationOfKey(agentId, key)))]
}

/** Deletes an agent's unsent text in every tab, so that the next person at this browser does not find it. */
export async function forgetUnsent(
  agentId: string,
  storage: BrowserStorage = browserStorage(),
): Promise<void> {
  const prefix = `agent:${agentId}:`
  for (const key of await draftKeys(prefix, storage)) await forgetDraft(key, storage)
  await forgetQueued(prefix, storage)
}
