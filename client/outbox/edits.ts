import { editedMessageOf, editKeyOf } from './draft-key'
import { DraftStore, draftKeys } from './draft-store'
import { forgetDraft } from './drafts'

/** An unsaved edit of a message: the text so far, and the version of the message that it started from. */
export type UnsavedEdit = { text: string; version: number }

/** For an edit without a version. Any change since then is a conflict. */
const FIRST_VERSION = 1

/** Stores this tab's edit of a message, so that it survives a reload. An empty text deletes it. */
export async function writeEdit(replyKey: string, messageId: string, edit: UnsavedEdit): Promise<void> {
  await new DraftStore(editKeyOf(replyKey, messageId)).write(edit.text, Date.now(), edit.version)
}

/** The unsaved edits of a conversation's messages, by message id. */
export async function readEdits(replyKey: string): Promise<[messageId: string, edit: UnsavedEdit][]> {
  const keys = await draftKeys(editKeyOf(replyKey, ''))
  const found = await Promise.all(
    keys.map(async (key) => [editedMessageOf(replyKey, key), await new DraftStore(key).newest()] as const),
  )
  return found.flatMap(([id, entry]) =>
    id === null || entry === null
      ? []
      : [[id, { text: entry.text, version: entry.version ?? FIRST_VERSION }]],
  )
}

/** Deletes all tabs' edits of a message. */
export async function forgetEdit(replyKey: string, messageId: string): Promise<void> {
  await forgetDraft(editKeyOf(replyKey, messageId))
}
