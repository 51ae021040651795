import { setTimeout as sleep } from 'node:timers/promises'
import type { Api } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import type { Random } from '../random'
import type { ConversationPage } from './conversation-page'
import type { Notebook } from './notebook'
import { editedText } from './texts'

const RETRY_MS = 300

/** Attempts at what must succeed, over about a minute, and at an edit or deletion. An abandoned one may still have happened. */
const LAST_TRY = 150
const TRIES = 4

/** How many of the newest texts are changed, the share of deletions, and the share of edits followed by another edit. */
const RECENT = 3
const DELETIONS = 0.25
const SECOND_THOUGHTS = 0.5

/**
 * Edits or deletes one of the newest texts that the page shows as its person's own; sometimes edits again right away. Resolves
 * when that succeeded, was refused or was abandoned.
 */
export async function changeOwn(
  page: ConversationPage,
  { api, notebook, random }: { api: Api; notebook: Notebook; random: Random },
): Promise<void> {
  const recent = page.own().slice(-RECENT)
  if (recent.length === 0) return
  const { clientMessageId } = random.pick(recent)
  for (;;) {
    // The screen may show a message before its response arrives.
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

/** Retries until the response is final, at most `tries` times. True unless refused. */
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
