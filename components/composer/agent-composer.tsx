'use client'

import { type KeyboardEvent, useEffect, useRef } from 'react'
import { noteKeyOf } from '@/client/outbox/draft-key'
import type { WritingMode } from '@/client/outbox/writing-mode'
import { inboxWords } from '@/client/words/inbox/words'
import { classNames } from '../ui/class-names'
import styles from './agent-composer.module.css'
import { isComposing } from './enter-key'
import { MessageComposer } from './message-composer'

const { t } = inboxWords

/** A mode's callbacks for typing and sending. */
type Writing = { onSend: (content: string) => void; onTyping: () => void; onStopTyping: () => void }

type AgentComposerProps = {
  visitorName: string
  mode: WritingMode
  onMode: (mode: WritingMode) => void
  /** The storage key of the reply's draft. The note's key derives from it. */
  replyKey: string
  reply: Writing & { onBegin: () => void; onSendAndClose: (content: string) => void; onClose: () => void }
  note: Writing
  /** Called on arrow up in an empty field, to edit the agent's last message. Returns false if it can no longer be edited. */
  onEditLast: () => boolean
}

/**
 * The composer for replies to the visitor and, in another colour, notes to the team. Each mode keeps its own draft. A note never
 * closes the conversation: the send-and-close shortcut just adds it.
 */
export function AgentComposer(props: AgentComposerProps) {
  const { visitorName, mode, onMode, replyKey, reply, note, onEditLast } = props
  const frame = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const isNote = mode === 'note'

  // biome-ignore lint/correctness/useExhaustiveDependencies: each mode mounts its own field
  useEffect(() => {
    if (wantsFocus.current) frame.current?.querySelector('textarea')?.focus()
    wantsFocus.current = false
  }, [mode])

  function choose(chosen: WritingMode) {
    if (chosen === mode) return void frame.current?.querySelector('textarea')?.focus()
    wantsFocus.current = true
    const { onStopTyping } = isNote ? note : reply
    onStopTyping()
    onMode(chosen)
  }

  function editLast(event: KeyboardEvent<HTMLTextAreaElement>) {
    const { key, shiftKey, ctrlKey, metaKey, altKey, currentTarget } = event
    const isPlain = !shiftKey && !ctrlKey && !metaKey && !altKey && !isComposing(event)
    if (key === 'ArrowUp' && isPlain && currentTarget.value === '' && onEditLast()) event.preventDefault()
  }

  return (
    <div ref={frame} className={classNames(styles.composer, isNote && styles.note)} data-composer={mode}>
      {/* biome-ignore lint/a11y/useSemanticElements: these buttons are not form fields */}
      <div role="group" aria-label={t('writeTo')} className={styles.modes}>
        <button
          type="button"
          aria-pressed={!isNote}
          aria-keyshortcuts="r"
          data-mode="reply"
          onClick={() => choose('reply')}
        >
          {t('reply')}
        </button>
        <button
          type="button"
          aria-pressed={isNote}
          aria-keyshortcuts="n"
          data-mode="note"
          onClick={() => choose('note')}
        >
          {t('note')}
        </button>
        {isNote && <p>{t('onlyTeamSees')}</p>}
      </div>
      {isNote ? (
        <MessageComposer
          key="note"
          label={t('noteAbout', { name: visitorName })}
          placeholder={t('notePlaceholder')}
          sendLabel={t('addNote')}
          draftKey={noteKeyOf(replyKey)}
          onKeyDown={editLast}
          {...note}
        />
      ) : (
        <MessageComposer
          key="reply"
          label={t('replyTo', { name: visitorName })}
          placeholder={t('replyToPlaceholder', { name: visitorName })}
          draftKey={replyKey}
          onKeyDown={editLast}
          {...reply}
        />
      )}
    </div>
  )
}
