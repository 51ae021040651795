import { setTimeout as sleep } from 'node:timers/promises'
import { v4 as uuid } from 'uuid'
import type { Api } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import type { Random } from '../random'
import type { ConversationPage } from './conversation-page'
import type { Notebook } from './notebook'
import { editedText } from './texts'

const RETRY_MS = 300

/** Attempts at a note, over about a minute, and at an edit or deletion. Whether an abandoned one has happened is unknown. */
const LAST_TRY = 150
const TRIES = 4

/** How many of the newest texts may be changed, the share of deletions, and the share of edits followed by another edit. */
const RECENT = 3
const DELETIONS = 0.25
const SECOND_THOUGHTS = 0.5

/** Writes a note, and repeats it under the same id until it is acknowledged, or has failed for a minute or so. */
export async function writeNote(api: Api, conversationId: string, content: string): Promise<void> {
  const draft = { kind: 'note', clientMessageId: uuid(), content } as const
  await untilAnswered(() => api.postMessage(conversationId, draft))
}

/**
 * Edits or deletes one of the newest texts that the page shows as its person's own; an edit may be followed by others right away. Resolves
 * when it is done, refused or given up.
 */
export async function changeOwn(
  page: ConversationPage,
  { api, notebook, random }: { api: Api; notebook: Notebook; random: Random },
): Promise<void> {
  const recent = page.own().slice(-RECENT)
  if (recent.length === 0) return
  const { clientMessageId } = random.pick(recent)
  for (;;) {
    // The screen may know of a message before its answer has come.
    const known = notebook.find(clientMessageId)
    if (known === null || known.deletedAt !== null) return
    const { conversationId, id, version, content } = known
    const isDeletion = random.next() < DELETIONS
    const text = editedText(content, notebook.nextEdit())
    const isDone = await untilAnswered(
      () =>
        isDeletion
          ? api.deleteMessage(conversationId, id, { version })
          : api.editMessage(conversationId, id, { content: text, version }),
      TRIES,
    )
    if (!isDone || random.next() > SECOND_THOUGHTS) return
  }
}

/** Asks until there is an answer that stays the same, at most `tries` times. True when it was no refusal. */
export async function untilAnswered(ask: () => Promise<unknown>, tries = LAST_TRY): Promise<boolean> {
  for (let count = 0; count < tries; count += 1) {
    try {
      await ask()
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status < 500 && error.status !== 429) return false
      await sleep(RETRY_MS)
    }
  }
  return false
}
