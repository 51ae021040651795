import type { MouseEvent } from 'react'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { formatAge } from '@/client/text/format-time'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { ClockIcon } from '@/components/ui/icons'
import { useNow } from '@/hooks/browser/use-now'
import styles from './waiting-note.module.css'

const { t } = inboxWords

/** Since when the visitor waits, and the way to say that nobody needs to answer. */
export function WaitingNote({
  conversation,
  onSettle,
}: {
  conversation: DeskConversation
  onSettle: () => void
}) {
  const now = useNow()
  const since = new Date(conversation.waitingSince ?? 0)
  const isRecent = now === null || now - since.getTime() < 60_000

  function settle(event: MouseEvent<HTMLElement>) {
    // The button goes, and must not take the focus with it.
    event.currentTarget.closest<HTMLElement>('section')?.focus({ preventScroll: true })
    onSettle()
  }
  return (
    <p className={styles.waiting}>
      <ClockIcon size={14} />
      <span>
        {isRecent ? t('needsAnswer') : t('needsAnswerSince', { age: formatAge(since, new Date(now)) })}
      </span>
      <button type="button" aria-keyshortcuts="d" onClick={settle}>
        <span>{t('noAnswerNeeded')}</span>
        <span className={controls.key} aria-hidden="true">
          D
        </span>
      </button>
    </p>
  )
}
