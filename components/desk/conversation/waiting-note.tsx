import { Clock } from 'lucide-react'
import type { MouseEvent } from 'react'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { formatAge } from '@/client/text/format-time'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { useNow } from '@/hooks/browser/use-now'
import { useAction } from '@/hooks/desk/use-action'
import styles from './waiting-note.module.css'

const { t } = inboxWords

/** How long the visitor has been waiting, with a button to mark the conversation as needing no answer. */
export function WaitingNote({ conversation }: { conversation: DeskConversation }) {
  const { label, props } = useAction('no-answer-needed')
  const now = useNow()
  const since = new Date(conversation.waitingSince ?? 0)
  const isRecent = now === null || now - since.getTime() < 60_000

  function settle(event: MouseEvent<HTMLElement>) {
    // The focused button is about to unmount: focus the conversation.
    event.currentTarget.closest<HTMLElement>('section')?.focus({ preventScroll: true })
    props.onClick()
  }
  return (
    <p className={styles.waiting}>
      <Clock size={14} aria-hidden="true" />
      <span>
        {isRecent ? t('needsAnswer') : t('needsAnswerSince', { age: formatAge(since, new Date(now)) })}
      </span>
      <button type="button" {...props} onClick={settle}>
        <span>{label}</span>
        <span className={controls.key} aria-hidden="true">
          D
        </span>
      </button>
    </p>
  )
}
