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

/** What is called while one text is written, and once it is. */
type Writing = { onSend: (content: string) => void; onTyping: () => void; onStopTyping: () => void }

type AgentComposerProps = {
  visitorName: string
  mode: WritingMode
  onMode: (mode: WritingMode) => void
  /** Under which the reply is kept; the note is kept beside it. */
  replyKey: string
  reply: Writing & { onBegin: () => void; onSendAndClose: (content: string) => void; onClose: () => void }
  note: Writing
  /** Edits what the agent wrote last, on the arrow up in an empty field. False where that cannot be changed. */
  onEditLast: () => boolean
}

/**
 * The field in which agents write to the visitor or, in another colour, to their team. Each has a text of its own, and changing
 * between them asks nothing. A note closes nothing: the keys that send a reply and close the conversation only add it.
 */
export function AgentComposer(props: AgentComposerProps) {
  const { visitorName, mode, onMode, replyKey, reply, note, onEditLast } = props
  const frame = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const isNote = mode === 'note'

  // biome-ignore lint/correctness/useExhaustiveDependencies: the field is another one in each mode
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
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset with a legend is for forms */}
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
