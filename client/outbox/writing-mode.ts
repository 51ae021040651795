import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'
import { keepInTab, takeFromTab } from '@/client/browser/tab-text'
import { noteKeyOf } from './draft-key'
import { DraftStore } from './draft-store'

/** Whom an agent writes to: the visitor, or the team. */
export type WritingMode = 'reply' | 'note'

const KEY = 'porchlight:note-mode'

/** Remembers the mode while the page is reloaded: what an agent types next must not go to somebody else. */
export function keepMode(replyKey: string, mode: WritingMode): void {
  if (mode === 'note') keepInTab(KEY, replyKey)
  else forgetMode()
}

/** The conversation is left. */
export function forgetMode(): void {
  takeFromTab(KEY)
}

/** The mode to open a conversation in: that before a reload, or else that of the text which was typed last and not sent. */
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
