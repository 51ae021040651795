import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'
import { keepInTab, takeFromTab } from '@/client/browser/tab-text'
import { noteKeyOf } from './draft-key'
import { DraftStore } from './draft-store'

/** Whether an agent is writing to the visitor or to the team. */
export type WritingMode = 'reply' | 'note'

const KEY = 'porchlight:note-mode'

/** Remembers the mode across a reload, so that a note is not sent to the visitor. */
export function keepMode(replyKey: string, mode: WritingMode): void {
  if (mode === 'note') keepInTab(KEY, replyKey)
  else forgetMode()
}

/** Call when the agent leaves the conversation. */
export function forgetMode(): void {
  takeFromTab(KEY)
}

/** The mode to open a conversation in: that from before a reload, or else that of the newest draft. */
export async function recallMode(
  replyKey: string,
  storage: BrowserStorage = browserStorage(),
): Promise<WritingMode> {
  if (takeFromTab(KEY) === replyKey) return 'note'
  const [reply, note] = await Promise.all(
    [replyKey, noteKeyOf(replyKey)].map((key) => new DraftStore(key, storage).newest()),
  )
  return (note?.at ?? -1) > (reply?.at ?? -1) ? 'note' : 'reply'
}
